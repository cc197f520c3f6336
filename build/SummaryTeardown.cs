using Cake.Core;
using Cake.Frosting;
using Cake.SupplyChain.Tasks;

namespace Build;

/// <summary>Keeps what the gate said for the end of the run.</summary>
public sealed class SummaryTeardown : FrostingTaskTeardown<BuildContext>
{
    private static readonly (string File, string What)[] Results =
    [
        ("gate.txt", "the verdict"),
        ("decision.json", "the verdict with all evidence, for programs"),
        ("gate.sarif", "for code scanning"),
        ("gate.junit.xml", "for test results"),
        ("gate.md", "for a job summary"),
        ("images", "the images with their evidence, an OCI layout"),
        ("sbom", "SBOMs"),
        ("scan", "scans"),
        ("gated", "the judged manifests, to deploy"),
    ];

    /// <inheritdoc />
    public override void Teardown(BuildContext context, ITaskTeardownContext info)
    {
        if (info.Task.Name != Gate.Name)
        {
            return;
        }

        var output = context.Sample.Output.FullPath;
        var report = Path.Combine(output, "gate.txt");
        if (File.Exists(report))
        {
            context.Summary.Add(["", .. File.ReadAllLines(report), ""]);
        }

        var folder = context.Root.GetRelativePath(context.Sample.Output).FullPath;
        context.Summary.Add(
            from result in Results
            where Path.Exists(Path.Combine(output, result.File))
            select $"{folder + "/" + result.File, -34} {result.What}"
        );
    }
}
