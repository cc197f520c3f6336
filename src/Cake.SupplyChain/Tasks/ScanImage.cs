using Cake.Core.Diagnostics;
using SupplyChain;
using SupplyChain.Scanning;

namespace Cake.SupplyChain.Tasks;

/// <summary>Scans the images of a release for known vulnerabilities. The gate judges what is found.</summary>
public static class ScanImage
{
    /// <summary>Name of the task.</summary>
    public const string Name = "Scan-Image";

    /// <summary>What the task does, for <c>--description</c>.</summary>
    public const string Description = "Scans each image with Trivy where it is usable, else with the built-in scanner.";

    /// <summary>The body.</summary>
    public static async Task RunAsync(Release release, CancellationToken cancellationToken)
    {
        var settings = release.Settings;
        var scanner = await new ScannerSelection(
            settings.Engine,
            release.AdvisoriesPath(),
            settings.Trivy,
            release.Clock
        ).SelectAsync(cancellationToken);
        foreach (var image in settings.Images)
        {
            var target = new ImageTarget(await release.ResolveAsync(image, cancellationToken));
            var report = await scanner.ScanAsync(target, cancellationToken);
            ReleaseFiles.Write(release.Files.Scan(image), ScanReportJson.Write(report));
            Log(release, image, report);
        }
    }

    private static void Log(Release release, ReleaseImage image, ScanReport report)
    {
        foreach (var limitation in report.Limitations)
        {
            release.Log.Warning("{0} is not wholly covered: {1}", image.Reference, limitation.Message);
        }

        foreach (var finding in report.Findings.Where(finding => finding.Severity is >= Severity.High or Severity.Unknown))
        {
            release.Log.Warning(
                "{0}: {1} {2} in {3} {4}",
                image.Reference,
                finding.Severity,
                finding.Id,
                finding.Package.Name,
                finding.Package.Version
            );
        }

        release.Log.Information(
            "{0} has {1} findings in {2} packages ({3} {4})",
            image.Reference,
            report.Findings.Count,
            report.Packages.Count,
            report.Engine.Name,
            report.Engine.Version
        );
    }
}
