using System.Text.Json.Serialization;
using SupplyChain.Images;

namespace SupplyChain.Scanning;

/// <summary>What a report is about.</summary>
/// <param name="Name">The target as somebody wrote it: an image reference, <c>dir:PATH</c> or <c>sbom:FILE</c>.</param>
/// <param name="Kind">Image, directory or SBOM.</param>
/// <param name="Digest">
/// Digest of the manifest or index of an image, or of the bytes of an SBOM; null for a directory, which has none.
/// </param>
public sealed record ScannedTarget(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("kind")] string Kind,
    [property: JsonPropertyName("digest")] Digest? Digest = null
)
{
    /// <summary><see cref="Kind"/> of an image.</summary>
    public const string Image = "image";

    /// <summary><see cref="Kind"/> of a directory.</summary>
    public const string Folder = "directory";

    /// <summary><see cref="Kind"/> of an SBOM.</summary>
    public const string Sbom = "sbom";

    /// <summary>The platform that was scanned, as <c>os/architecture[/variant]</c>, where the target says so.</summary>
    [JsonPropertyName("platform")]
    public string? Platform { get; init; }

    /// <summary>Digest of the manifest that was scanned, where <see cref="Digest"/> is that of an index.</summary>
    [JsonPropertyName("manifest")]
    public Digest? Manifest { get; init; }
}
