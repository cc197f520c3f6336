using System.Text.Json;
using SupplyChain.Images;

namespace SupplyChain.Scanning.Clair;

/// <summary>Reads Clair's vulnerability report (github.com/quay/clair, httptransport/types/v1/vulnerability_report.schema.json).</summary>
internal static class ClairReportReader
{
    private static readonly Remainder Others = new("manifest_hash", "packages", "vulnerabilities", "package_vulnerabilities");

    /// <summary>Whether a document looks like one.</summary>
    public static bool IsOne(JsonElement root) =>
        JsonText.Child(root, "manifest_hash") is not null && JsonText.Child(root, "package_vulnerabilities") is not null;

    /// <summary>Reads a report.</summary>
    /// <exception cref="FormatException">A part of it cannot be understood.</exception>
    public static ScanReport Read(JsonElement root, string name)
    {
        var packages = JsonText.Members(root, "packages").ToDictionary(item => item.Name, item => ClairPackage.Of(root, item));
        var enrichments = new ClairEnrichments(root);
        var findings = new List<Finding>();
        foreach (var entry in JsonText.Members(root, "package_vulnerabilities"))
        {
            var package =
                packages.GetValueOrDefault(entry.Name)
                ?? throw new FormatException($"'package_vulnerabilities' names the package '{entry.Name}', which is not listed");
            foreach (var id in entry.Value.EnumerateArray().Select(item => item.GetString() ?? ""))
            {
                var vulnerability = ReportJson.Child(ReportJson.Child(root, "vulnerabilities"), id);

                // An inverted record says what is not affected.
                if (!JsonText.Flag(vulnerability, "Invert") && !JsonText.Flag(vulnerability, "invert"))
                {
                    findings.Add(ClairVulnerability.FindingOf(vulnerability, id, package, enrichments));
                }
            }
        }

        return new ScanReport
        {
            Target = new ScannedTarget(
                name,
                ScannedTarget.Image,
                Digest.TryParse(JsonText.Member(root, "manifest_hash"), out var digest)
                    ? digest
                    : throw new FormatException("its 'manifest_hash' is not a digest")
            ),
            Engine = new ScanEngine(ScanEngine.Clair, "unknown"),
            Advisories = [new AdvisorySource("clair")],
            StartedAt = DateTimeOffset.UnixEpoch,
            FinishedAt = DateTimeOffset.UnixEpoch,
            OperatingSystem = SystemOf(root),
            Limitations = [.. FinishedReport.Undated(finished: null)],
            Packages = Catalogue.CatalogueBuilder.Sort(packages.Values),
            Findings = FindingOrder.Sort(FindingMerge.Merge(findings)),
            Details = Others.Of(root),
        };
    }

    private static Distribution? SystemOf(JsonElement root)
    {
        var systems = JsonText
            .Members(root, "distributions")
            .Select(item => item.Value)
            .Where(item => JsonText.Member(item, "did") is { Length: > 0 })
            .ToList();
        return systems is [var system, ..]
            ? new Distribution(ReportJson.Required(system, "did"), ReportJson.Optional(system, "version_id") ?? "")
            {
                Name = ReportJson.Optional(system, "pretty_name"),
            }
            : null;
    }
}
