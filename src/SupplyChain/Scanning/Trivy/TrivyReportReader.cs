using System.Text.Json;
using SupplyChain.Images;

namespace SupplyChain.Scanning.Trivy;

/// <summary>Reads Trivy's JSON report, version 2 (github.com/aquasecurity/trivy, pkg/types/report.go).</summary>
internal static class TrivyReportReader
{
    /// <summary>Reads a report.</summary>
    /// <param name="content">UTF-8 text.</param>
    /// <exception cref="UndeterminedException">It is not such a report, or a part of it cannot be understood.</exception>
    public static TrivyReport Read(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var document = JsonDocument.Parse(content, new JsonDocumentOptions { MaxDepth = 256 });
            var root = document.RootElement;
            return
                JsonText.Child(root, "SchemaVersion") is { ValueKind: JsonValueKind.Number } version
                && version.TryGetInt32(out var number)
                && number == 2
                ? Read(root)
                : throw new FormatException("its SchemaVersion is not 2");
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

    private static TrivyReport Read(JsonElement root)
    {
        var metadata = JsonText.Child(root, "Metadata") ?? default;
        var results = TrivyJson.Objects(root, "Results").ToList();
        var findings = results.SelectMany(TrivyVulnerability.FindingsOf).ToList();
        var listed = results.SelectMany(TrivyPackage.PackagesOf).ToList();
        var named = findings.Select(TrivyPackage.NamedBy).ExceptBy(listed.Select(KeyOf), KeyOf);
        return new TrivyReport
        {
            ArtifactName = TrivyJson.Required(root, "ArtifactName"),
            ImageId = DigestOf(metadata, "ImageID"),
            OperatingSystem = SystemOf(metadata),
            Layers = LayersOf(metadata),
            Packages = [.. listed, .. named],
            Findings = findings,
            FileFindings = [.. results.SelectMany(TrivyFileFinding.FindingsOf)],
            Excluded = [.. results.SelectMany(TrivyVulnerability.ExcludedOf)],
        };
    }

    private static (string Name, string Version, string? Purl, string? Location) KeyOf(Package package) =>
        (package.Name, package.Version, package.Purl, package.Location);

    private static Distribution? SystemOf(JsonElement metadata) =>
        JsonText.Child(metadata, "OS") is { ValueKind: JsonValueKind.Object } system
            ? new Distribution(TrivyJson.Required(system, "Family"), TrivyJson.Optional(system, "Name") ?? "")
            {
                EndOfLife = JsonText.Flag(system, "EOSL"),
            }
            : null;

    // Older reports list the digests of the contents only.
    private static List<ScannedLayer> LayersOf(JsonElement metadata)
    {
        var layers = TrivyJson
            .Objects(metadata, "Layers")
            .Select(layer => new ScannedLayer(DigestOf(layer, "Digest"), DigestOf(layer, "DiffID"))
            {
                CreatedBy = TrivyJson.Optional(layer, "CreatedBy"),
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
