using System.Text.Json;
using SupplyChain.Images;

namespace SupplyChain.Scanning.Trivy;

/// <summary>
/// Reads Trivy's JSON report, version 2 (github.com/aquasecurity/trivy, pkg/types/report.go), also inside cosign's vulnerability
/// predicate; the list of results from before it, and the report on a cluster, which is one for each resource.
/// </summary>
internal static class TrivyReportReader
{
    // The configuration is part of the image, and the report's own id is random.
    private static readonly Remainder Others = new(
        "SchemaVersion",
        "ReportID",
        "ArtifactName",
        "CreatedAt",
        "ClusterName",
        "Trivy.Version",
        "Metadata.OS.Family",
        "Metadata.OS.Name",
        "Metadata.OS.EOSL",
        "Metadata.Layers.Digest",
        "Metadata.Layers.DiffID",
        "Metadata.Layers.CreatedBy",
        "Metadata.ImageConfig",
        "Results",
        "Resources.Results"
    );

    private static readonly Remainder OfResults = new(
        "Packages",
        "Vulnerabilities",
        "Misconfigurations",
        "Secrets",
        "Licenses",
        "ExperimentalModifiedFindings"
    );

    /// <summary>Reads a report that was just made, which has to be of version 2.</summary>
    /// <param name="content">UTF-8 text.</param>
    /// <exception cref="UndeterminedException">It is not such a report, or a part of it cannot be understood.</exception>
    public static TrivyReport Read(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var document = JsonDocument.Parse(content, new JsonDocumentOptions { MaxDepth = 256 });
            return ReadVersion2(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            var reason = exception is FormatException ? exception.Message : "it is not valid JSON";
            throw new UndeterminedException(
                "trivy.report",
                $"The report of Trivy cannot be used because {reason}; use a version of Trivy that this scanner knows, or the builtin engine.",
                exception
            );
        }
    }

    /// <summary>Reads a report of any of these forms.</summary>
    /// <exception cref="FormatException">It is not such a report, or a part of it cannot be understood.</exception>
    public static TrivyReport Read(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array)
        {
            return Read(root, name: "", [.. ReportJson.Objects(root)]);
        }

        if (JsonText.Child(root, "scanner") is { } scanner && JsonText.Child(scanner, "result") is { } inner)
        {
            return Read(inner);
        }

        if (JsonText.Member(root, "ClusterName") is { } cluster)
        {
            var resources = ReportJson.Objects(root, "Resources").SelectMany(item => ReportJson.Objects(item, "Results"));
            return Read(root, Plain.Text(cluster), [.. resources]);
        }

        return ReadVersion2(root);
    }

    private static TrivyReport ReadVersion2(JsonElement root) =>
        JsonText.Child(root, "SchemaVersion") is { ValueKind: JsonValueKind.Number } version
        && version.TryGetInt32(out var number)
        && number == 2
            ? Read(root, ReportJson.Required(root, "ArtifactName"), [.. ReportJson.Objects(root, "Results")])
            : throw new FormatException("its SchemaVersion is not 2");

    private static TrivyReport Read(JsonElement root, string name, IReadOnlyList<JsonElement> results)
    {
        var metadata = JsonText.Child(root, "Metadata") ?? default;
        var findings = results.SelectMany(TrivyVulnerability.FindingsOf).ToList();
        var listed = results.SelectMany(TrivyPackage.PackagesOf).ToList();
        var named = findings.Select(TrivyPackage.NamedBy).ExceptBy(listed.Select(KeyOf), KeyOf);
        return new TrivyReport
        {
            ArtifactName = name,
            ArtifactType = ReportJson.Optional(root, "ArtifactType"),
            ManifestDigest = ManifestOf(metadata),
            Version = JsonText.Child(root, "Trivy") is { } trivy ? ReportJson.Optional(trivy, "Version") : null,
            ServerDatabase = ServerDatabaseOf(root),
            CreatedAt = JsonText.Time(root, "CreatedAt"),
            ImageId = DigestOf(metadata, "ImageID"),
            OperatingSystem = SystemOf(metadata),
            Layers = LayersOf(metadata),
            Packages = [.. listed, .. named],
            Findings = findings,
            FileFindings = [.. results.SelectMany(TrivyFileFinding.FindingsOf)],
            Excluded = [.. results.SelectMany(TrivyVulnerability.ExcludedOf)],
            ExcludedFiles = [.. results.SelectMany(TrivyFileFinding.ExcludedOf)],
            Details = Remainder.With(
                Others.Of(root, JsonText.Time(root, "CreatedAt") is null ? ["CreatedAt"] : []),
                "Results",
                [.. results.Select(DetailsOf).OfType<JsonElement>()]
            ),
        };
    }

    private static JsonElement? DetailsOf(JsonElement result) =>
        Remainder.With(OfResults.Of(result), "ExperimentalModifiedFindings", TrivyModified.Unknown(result));

    private static AdvisorySource? ServerDatabaseOf(JsonElement root) =>
        JsonText.Child(root, "Trivy") is { } trivy
        && JsonText.Child(trivy, "Server") is { } server
        && JsonText.Child(server, "VulnerabilityDB") is { ValueKind: JsonValueKind.Object } database
            ? TrivyDatabase.SourceOf(TrivyDatabaseKind.Vulnerabilities.Name, database)
            : null;

    // The image's digest in its registry, where all its names agree.
    private static Digest? ManifestOf(JsonElement metadata)
    {
        var digests = JsonText
            .Texts(metadata, "RepoDigests")
            .Select(text =>
                Digest.TryParse(text[(text.IndexOf('@', StringComparison.Ordinal) + 1)..], out var digest)
                    ? digest
                    : (Digest?)null
            )
            .Distinct()
            .ToList();
        return digests is [var only] ? only : null;
    }

    private static (string Name, string Version, string? Purl, string? Location) KeyOf(Package package) =>
        (package.Name, package.Version, package.Purl, package.Location);

    private static Distribution? SystemOf(JsonElement metadata) =>
        JsonText.Child(metadata, "OS") is { ValueKind: JsonValueKind.Object } system
            ? new Distribution(ReportJson.Required(system, "Family"), ReportJson.Optional(system, "Name") ?? "")
            {
                EndOfLife = JsonText.Flag(system, "EOSL"),
            }
            : null;

    // Older reports list the digests of the contents only.
    private static List<ScannedLayer> LayersOf(JsonElement metadata)
    {
        var layers = ReportJson
            .Objects(metadata, "Layers")
            .Select(layer => new ScannedLayer(DigestOf(layer, "Digest"), DigestOf(layer, "DiffID"))
            {
                CreatedBy = ReportJson.Optional(layer, "CreatedBy"),
            })
            .ToList();
        return layers.Count > 0
            ? layers
            :
            [
                .. JsonText
                    .Texts(metadata, "DiffIDs")
                    .Select(text => new ScannedLayer(null, Digest.TryParse(text, out var id) ? id : null)),
            ];
    }

    private static Digest? DigestOf(JsonElement element, string name) =>
        Digest.TryParse(JsonText.Member(element, name), out var digest) ? digest : null;
}
