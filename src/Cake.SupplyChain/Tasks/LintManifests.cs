using Cake.Core.Diagnostics;
using SupplyChain.Manifests;
using SupplyChain.Manifests.Linting;

namespace Cake.SupplyChain.Tasks;

/// <summary>Lints the manifests of a release against the hardening rules. The gate judges what is found.</summary>
public static class LintManifests
{
    /// <summary>Name of the task.</summary>
    public const string Name = "Lint-Manifests";

    /// <summary>What the task does, for <c>--description</c>.</summary>
    public const string Description = "Lints the manifests against the hardening rules.";

    /// <summary>The body.</summary>
    public static Task RunAsync(Release release, CancellationToken cancellationToken)
    {
        var manifests = ManifestSet.Load(release.ManifestPaths()).RequireReadable();
        var report = Linter.Lint(manifests, new LintOptions());
        foreach (var finding in report.Findings)
        {
            release.Log.Warning(
                "{0}({1},{2}): {3} {4}: {5}",
                finding.File,
                finding.Line,
                finding.Column,
                finding.Severity,
                finding.Rule,
                finding.Message
            );
        }

        release.Log.Information(
            "{0} findings in {1} resources by {2} rules",
            report.Findings.Count,
            report.Resources,
            report.RulesRun.Count
        );
        return Task.CompletedTask;
    }
}
