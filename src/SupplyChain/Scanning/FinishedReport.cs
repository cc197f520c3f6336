using System.Text.Json;
using SupplyChain.Scanning.Clair;
using SupplyChain.Scanning.Grype;
using SupplyChain.Scanning.Trivy;

namespace SupplyChain.Scanning;

/// <summary>Reads the finished report of a scanner: this library's own, Trivy's, Grype's or Clair's, told apart by what they hold.</summary>
public static class FinishedReport
{
    /// <summary>Most bytes of a report: 512 MiB.</summary>
    public const int MaximumSize = 512 * 1024 * 1024;

    /// <summary>Reads a report. What the scanner does not say is unknown; a report without a date counts as made in 1970.</summary>
    /// <param name="content">UTF-8 text of at most 512 MiB.</param>
    /// <param name="origin">Where it comes from, for messages.</param>
    /// <exception cref="UndeterminedException">It is none of these reports, or a part of it cannot be understood.</exception>
    public static ScanReport Read(ReadOnlyMemory<byte> content, string origin)
    {
        try
        {
            using var document = JsonDocument.Parse(content, new JsonDocumentOptions { MaxDepth = 256 });
            var root = document.RootElement;
            return JsonText.Member(root, "schema") is not null ? ScanReportJson.Read(root, origin)
                : GrypeReportReader.IsOne(root) ? GrypeReportReader.Read(root, origin)
                : ClairReportReader.IsOne(root) ? ClairReportReader.Read(root, origin)
                : OfTrivy(TrivyReportReader.Read(root), origin);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            var reason = exception is FormatException ? exception.Message : "it is not valid JSON of the expected shape";
            throw new UndeterminedException(
                "scan.finished-report",
                $"'{Plain.Text(origin)}' cannot be read as a report of Trivy, Grype, Clair or this scanner because {reason}; give the scanner's whole JSON report.",
                exception
            );
        }
    }

    /// <summary>The limitation of a report that does not say when it was made; none where it does.</summary>
    internal static IEnumerable<Limitation> Undated(DateTimeOffset? finished) =>
        finished is null ? [new Limitation("scan.undated", "The report does not say when it was made.")] : [];

    private static ScanReport OfTrivy(TrivyReport report, string origin) =>
        new()
        {
            Target = new ScannedTarget(
                report.ArtifactName.Length > 0 ? report.ArtifactName : origin,
                report.ArtifactType switch
                {
                    "container_image" => ScannedTarget.Image,
                    "cyclonedx" or "spdx" => ScannedTarget.Sbom,
                    _ => report.ImageId is null ? ScannedTarget.Folder : ScannedTarget.Image,
                },
                report.ManifestDigest
            ),
            Engine = new ScanEngine(ScanEngine.Trivy, report.Version ?? "unknown"),
            Advisories = [report.ServerDatabase ?? new AdvisorySource(TrivyDatabaseKind.Vulnerabilities.Name)],
            StartedAt = report.CreatedAt ?? DateTimeOffset.UnixEpoch,
            FinishedAt = report.CreatedAt ?? DateTimeOffset.UnixEpoch,
            OperatingSystem = report.OperatingSystem,
            Limitations = Catalogue.CatalogueBuilder.Limitations(
                Undated(report.CreatedAt).Concat(DistributionSupport.Limitations(report.OperatingSystem)),
                report.Packages.Count == 0
            ),
            Layers = report.Layers,
            Packages = Catalogue.CatalogueBuilder.Sort(report.Packages),
            Findings = FindingOrder.Sort(FindingMerge.Merge(report.Findings)),
            FileFindings = report.FileFindings,
            Excluded = report.Excluded,
            ExcludedFiles = report.ExcludedFiles,
            Details = report.Details,
        };
}
