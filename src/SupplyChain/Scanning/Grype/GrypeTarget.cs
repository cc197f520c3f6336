using System.Text.Json;
using SupplyChain.Images;

namespace SupplyChain.Scanning.Grype;

/// <summary>Reads what a report is about: an object for an image, and a path or URL for everything else.</summary>
internal static class GrypeTarget
{
    /// <summary>The target.</summary>
    /// <param name="source">The report's source; null where it has none.</param>
    /// <param name="name">What to call it where it has no name.</param>
    public static ScannedTarget Of(JsonElement? source, string name)
    {
        if (source is not { ValueKind: JsonValueKind.Object } given)
        {
            return new ScannedTarget(name, ScannedTarget.Folder);
        }

        var target = JsonText.Child(given, "target") ?? default;
        if (target.ValueKind != JsonValueKind.Object)
        {
            var kind = ReportJson.Optional(given, "type") is "sbom-file" ? ScannedTarget.Sbom : ScannedTarget.Folder;
            return new ScannedTarget(ReportJson.Optional(given, "target") ?? name, kind);
        }

        return new ScannedTarget(
            ReportJson.Optional(target, "userInput") ?? name,
            ScannedTarget.Image,
            Digest.TryParse(JsonText.Member(target, "manifestDigest"), out var digest) ? digest : null
        );
    }
}
