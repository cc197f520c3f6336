using System.Text.Json;

namespace SupplyChain.Scanning.Grype;

/// <summary>Reads Grype's JSON report (github.com/anchore/grype, grype/presenter/models/document.go).</summary>
internal static class GrypeReportReader
{
    // The manifest and the configuration are part of the image.
    private static readonly Remainder Others = new(
        "matches",
        "ignoredMatches",
        "source.target.userInput",
        "source.target.manifestDigest",
        "source.target.manifest",
        "source.target.config",
        "distro.name",
        "distro.version",
        "descriptor.version",
        "descriptor.timestamp"
    );

    /// <summary>Whether a document looks like one.</summary>
    public static bool IsOne(JsonElement root) =>
        JsonText.Child(root, "matches") is not null && JsonText.Child(root, "descriptor") is not null;

    /// <summary>Reads a report.</summary>
    /// <param name="root">The document.</param>
    /// <param name="name">What to call the target where the report does not name it.</param>
    /// <exception cref="FormatException">A part of it cannot be understood.</exception>
    public static ScanReport Read(JsonElement root, string name)
    {
        var descriptor = JsonText.Child(root, "descriptor") ?? default;
        var finished = JsonText.Time(descriptor, "timestamp");
        var matches = ReportJson.Objects(root, "matches").ToList();
        var ignored = ReportJson.Objects(root, "ignoredMatches").ToList();
        var packages = matches
            .Concat(ignored)
            .Select(match => GrypeMatch.PackageOf(ReportJson.Child(match, "artifact")))
            .DistinctBy(package => (package.Name, package.Version, package.Purl, package.Location));
        return new ScanReport
        {
            Target = GrypeTarget.Of(JsonText.Child(root, "source"), name),
            Engine = new ScanEngine(ScanEngine.Grype, ReportJson.Optional(descriptor, "version") ?? "unknown"),
            Advisories = [DatabaseOf(descriptor)],
            StartedAt = finished ?? DateTimeOffset.UnixEpoch,
            FinishedAt = finished ?? DateTimeOffset.UnixEpoch,
            OperatingSystem = SystemOf(root),
            Limitations = [.. FinishedReport.Undated(finished), PackagesUnlisted, .. AlertsOf(root)],
            Packages = [.. packages],
            Findings = FindingOrder.Sort(FindingMerge.Merge(matches.Select(GrypeMatch.FindingOf))),
            Excluded = [.. ignored.Select(match => new ExcludedFinding(GrypeMatch.FindingOf(match), GrypeMatch.ReasonOf(match)))],
            Details = Others.Of(root),
        };
    }

    private static Limitation PackagesUnlisted { get; } =
        new("scan.packages-unlisted", "Grype lists only packages with matches, so what else it looked at is not known.");

    private static AdvisorySource DatabaseOf(JsonElement descriptor)
    {
        var database = JsonText.Child(descriptor, "db") ?? default;
        var status = JsonText.Child(database, "status") ?? database;
        return new AdvisorySource("grype-db") { UpdatedAt = JsonText.Time(status, "built") };
    }

    private static Distribution? SystemOf(JsonElement root) =>
        JsonText.Child(root, "distro") is { } distro && ReportJson.Optional(distro, "name") is { } id
            ? new Distribution(id, ReportJson.Optional(distro, "version") ?? "")
            : null;

    private static IEnumerable<Limitation> AlertsOf(JsonElement root) =>
        ReportJson
            .Objects(root, "alertsByPackage")
            .SelectMany(entry =>
                ReportJson
                    .Objects(entry, "alerts")
                    .Select(alert => new Limitation(
                        "scan.alert",
                        ReportJson.Optional(alert, "message") ?? ReportJson.Required(alert, "type"),
                        JsonText.Child(entry, "package") is { } package ? ReportJson.Optional(package, "name") : null
                    ))
            )
            .Distinct();
}
