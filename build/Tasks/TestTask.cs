using System.Globalization;
using Cake.Common;
using Cake.Common.Diagnostics;
using Cake.Common.IO;
using Cake.Core;
using Cake.Core.IO;
using Cake.Frosting;

namespace Build.Tasks;

/// <summary>Runs every test that this machine allows, and says what was skipped and why.</summary>
[TaskName("Test")]
[TaskDescription("Runs every test that this machine allows, and says what it skipped and why.")]
[IsDependentOn(typeof(CheckFormatTask))]
[IsDependentOn(typeof(BuildTask))]
[IsDependentOn(typeof(PublishCliTask))]
[IsDependentOn(typeof(PackageTask))]
public sealed class TestTask : FrostingTask<BuildContext>
{
    private static readonly string[] Projects = ["SupplyChain.Tests", "Cake.Tests", "Acceptance"];

    /// <inheritdoc />
    public override void Run(BuildContext context)
    {
        var results = context.Artifacts.Combine("tests");
        context.EnsureDirectoryExists(results);
        var outcomes = Projects.Select(project => Run(context, project, results)).ToList();

        foreach (var reason in outcomes.SelectMany(outcome => outcome.Skipped).GroupBy(reason => reason, StringComparer.Ordinal))
        {
            context.Information("Skipped {0}: {1}", reason.Count(), reason.Key);
        }

        var passed = outcomes.Sum(outcome => outcome.Passed);
        var failed = outcomes.Sum(outcome => outcome.Failed);
        var skipped = outcomes.Sum(outcome => outcome.Skipped.Count);
        // Alone on its line, without the log's prefix, for whoever reads the totals.
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{passed} passed, {failed} failed, {skipped} skipped"));
        if (failed > 0 || passed == 0)
        {
            throw new CakeException("Tests failed; their output stands above.");
        }
    }

    private static TestOutcome Run(BuildContext context, string project, DirectoryPath results)
    {
        var report = results.CombineWithFilePath($"{project}.xml");
        var junit = results.CombineWithFilePath($"{project}.junit.xml");
        var folder = context.Root.Combine($"tests/{project}");
        context.Information("Running {0}", project);
        var settings = new ProcessSettings
        {
            Arguments = new ProcessArgumentBuilder()
                .Append("run --no-build --configuration")
                .Append(context.TestedConfiguration)
                .Append("--project")
                .AppendQuoted(folder.FullPath)
                // More tests wait, for a registry that is slow or a clock, than compute.
                .Append("-- -noLogo -noColor -maxThreads 2x -xml")
                .AppendQuoted(report.FullPath)
                .Append("-jUnit")
                .AppendQuoted(junit.FullPath),
            WorkingDirectory = context.Root,
        };
        context.DeleteFiles(report.FullPath);
        var code = context.StartProcess("dotnet", settings);
        return context.FileExists(report)
            ? TestOutcome.Read(report.FullPath)
            : throw new CakeException($"The tests of {project} ended with {code} before they wrote {report.GetFilename()}.");
    }
}
