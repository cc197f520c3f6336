using System.Text.Json;
using SupplyChain.Images;

namespace SupplyChain.Scanning.Grype;

/// <summary>Reads a match of a vulnerability and a package.</summary>
internal static class GrypeMatch
{
    private static readonly string[] VulnerabilityMembers =
    [
        "id",
        "dataSource",
        "namespace",
        "severity",
        "urls",
        "cvss.source",
        "cvss.vector",
        "cvss.metrics.baseScore",
        "epss.epss",
        "epss.percentile",
        "cwes.cwe",
        "fix.versions",
    ];

    // Of places and upstream packages the model holds the first alone, so that they are kept.
    private static readonly Remainder OfArtifacts = new("name", "version", "purl", "licenses");

    private static readonly Remainder Others = new([.. Below("vulnerability"), .. Below("relatedVulnerabilities"), "artifact"]);

    /// <summary>The package.</summary>
    public static Package PackageOf(JsonElement artifact)
    {
        var purl = ReportJson.Optional(artifact, "purl");
        var place = ReportJson.Objects(artifact, "locations").FirstOrDefault();
        var version = ReportJson.Optional(artifact, "version") ?? "";
        var upstream = ReportJson.Objects(artifact, "upstreams").FirstOrDefault();
        return new Package
        {
            Name = ReportJson.Required(artifact, "name"),
            Version = version,
            Type = (purl is null ? null : PackageUrl.Parse(purl)?.Type) ?? TypeOf(ReportJson.Optional(artifact, "type")),
            Purl = purl,
            Location = ReportJson.Optional(place, "path")?.TrimStart('/'),
            LayerDigest = Digest.TryParse(JsonText.Member(place, "layerID"), out var layer) ? layer : null,
            Source = ReportJson.Optional(upstream, "name") is { } source
                ? new SourcePackage(source, ReportJson.Optional(upstream, "version") ?? version)
                : null,
            Licenses = [.. JsonText.Texts(artifact, "licenses").Select(Plain.Text)],
            Details = OfArtifacts.Of(artifact),
        };
    }

    /// <summary>The finding, called by its CVE where it has just one.</summary>
    public static Finding FindingOf(JsonElement match)
    {
        var own = ReportJson.Child(match, "vulnerability");
        var all = ReportJson.Objects(match, "relatedVulnerabilities").Prepend(own).ToList();
        var ids = all.Select(item => ReportJson.Required(item, "id")).Distinct(StringComparer.Ordinal).ToList();
        var named = ids.FindAll(id => id.StartsWith("CVE-", StringComparison.Ordinal));
        var main = named is [var only] ? only : ids[0];
        var fix = JsonText.Child(own, "fix") ?? default;
        return new Finding
        {
            Id = main,
            Aliases = [.. ids.Where(id => id != main).Order(StringComparer.Ordinal)],
            Severity = SeverityWords.Parse(JsonText.Member(own, "severity")),
            Package = AffectedPackage.Of(PackageOf(ReportJson.Child(match, "artifact"))),
            FixedVersions = [.. JsonText.Texts(fix, "versions").Select(Plain.Text)],
            Status = JsonText.Member(fix, "state") switch
            {
                "fixed" => FindingStatus.Fixed,
                "not-fixed" => FindingStatus.Affected,
                "wont-fix" => FindingStatus.WillNotFix,
                _ => FindingStatus.Unknown,
            },
            Description = all.Select(item => JsonText.Member(item, "description"))
                .OfType<string>()
                .Select(Plain.Lines)
                .FirstOrDefault(),
            References =
            [
                .. all.SelectMany(item => JsonText.Texts(item, "urls").Prepend(JsonText.Member(item, "dataSource") ?? ""))
                    .Where(text => text.Length > 0)
                    .Select(Plain.Text)
                    .Distinct(StringComparer.Ordinal),
            ],
            Source = ReportJson.Optional(own, "namespace"),
            Cvss = [.. all.SelectMany(item => ReportJson.Objects(item, "cvss")).Select(RatingOf).Distinct()],
            Severities =
            [
                .. all.Where(item => JsonText.Member(item, "severity") is not null)
                    .Select(item => new SeverityRating(
                        ReportJson.Optional(item, "namespace") ?? ReportJson.Required(item, "id"),
                        SeverityWords.Parse(JsonText.Member(item, "severity"))
                    ))
                    .Distinct()
                    .OrderBy(rating => rating.Source, StringComparer.Ordinal),
            ],
            Epss = all.SelectMany(item => ReportJson.Objects(item, "epss"))
                .Select(PredictionOf)
                .FirstOrDefault(item => item is not null),
            KnownExploited = all.Exists(item => ReportJson.Objects(item, "knownExploited").Any()) ? true : null,
            Weaknesses =
            [
                .. all.SelectMany(item => ReportJson.Objects(item, "cwes"))
                    .Select(item => ReportJson.Optional(item, "cwe"))
                    .OfType<string>()
                    .Distinct(StringComparer.Ordinal),
            ],
            Details = Others.Of(match),
        };
    }

    /// <summary>Why a match was taken out.</summary>
    public static string ReasonOf(JsonElement match)
    {
        var rules = ReportJson
            .Objects(match, "appliedIgnoreRules")
            .Select(rule =>
                ReportJson.Optional(rule, "reason")
                ?? ReportJson.Optional(rule, "vex-status")
                ?? ReportJson.Optional(rule, "fix-state")
                ?? ReportJson.Optional(rule, "vulnerability")
                ?? "a rule without a reason"
            )
            .Distinct(StringComparer.Ordinal);
        return $"ignored: {string.Join("; ", rules)}".TrimEnd(':', ' ');
    }

    private static IEnumerable<string> Below(string path) => VulnerabilityMembers.Select(name => $"{path}.{name}");

    private static CvssRating RatingOf(JsonElement rating)
    {
        var metrics = JsonText.Child(rating, "metrics") ?? default;
        return CvssRating.Of(
            ReportJson.Optional(rating, "source"),
            ReportJson.Optional(rating, "vector"),
            ReportJson.Real(metrics, "baseScore")
        );
    }

    private static ExploitPrediction? PredictionOf(JsonElement prediction) =>
        ReportJson.Real(prediction, "epss") is { } score
            ? new ExploitPrediction(score, ReportJson.Real(prediction, "percentile"))
            : null;

    // Syft's names for what package URLs call otherwise.
    private static string TypeOf(string? type) =>
        type switch
        {
            "python" => "pypi",
            "go-module" => "golang",
            "java-archive" or "jenkins-plugin" => "maven",
            "dotnet" => "nuget",
            "rust-crate" => "cargo",
            "php-composer" => "composer",
            "alpm" or "apk" or "deb" or "gem" or "npm" or "rpm" => type,
            null or "" => "unknown",
            _ => type,
        };
}
