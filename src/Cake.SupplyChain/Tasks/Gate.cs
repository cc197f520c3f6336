using Cake.Core.Diagnostics;
using SupplyChain;
using SupplyChain.Gate;
using SupplyChain.Reports;

namespace Cake.SupplyChain.Tasks;

/// <summary>Judges a release against its policy, publishes the verdict, and hands on the judged manifests.</summary>
public static class Gate
{
    /// <summary>Name of the task.</summary>
    public const string Name = "Gate";

    /// <summary>What the task does, for <c>--description</c>.</summary>
    public const string Description = "Judges the release against the policy and publishes the verdict.";

    /// <summary>The body.</summary>
    public static async Task RunAsync(Release release, CancellationToken cancellationToken)
    {
        var settings = release.Settings;
        var files = release.Files;
        ReportFolder.Remove(files.Folder, "gate");
        var result = await GateRun.RunAsync(
            new GateRequest
            {
                Policy = await release.PolicyAsync(cancellationToken),
                Manifests = release.ManifestPaths(),
                Stores = release.Stores,
                Attestations = release.AttestationPaths(),
                Signer = await release.Keys.FindVerdictAsync(cancellationToken),
                Output = files.Folder,
                Time = release.Clock,
            },
            cancellationToken
        );
        var report = result.Verdict.ToReport();
        await ReportFolder.WriteAsync(report, files.Folder, "gate", cancellationToken);
        if (result.ExitCode != ExitCode.Pass)
        {
            throw new Cake.Core.CakeException(
                (int)result.ExitCode,
                $"The gate for {settings.Environment} says {report.Verdict}; {files.At("gate.txt")} lists every reason and its remedy."
            );
        }

        release.Log.Information("The gate for {0} says {1}", settings.Environment, report.Verdict);
    }
}
