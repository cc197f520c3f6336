using System.Text.Json.Serialization;
using SupplyChain.Images;

namespace SupplyChain.Scanning;

/// <summary>One layer of a scanned image.</summary>
/// <param name="Digest">Digest of the blob; null where the scanner does not tell.</param>
/// <param name="DiffId">Digest of the uncompressed content (OCI image specification, config.md, "rootfs").</param>
public sealed record ScannedLayer(
    [property: JsonPropertyName("digest")] Digest? Digest = null,
    [property: JsonPropertyName("diffId")] Digest? DiffId = null
)
{
    /// <summary>The history entry that made the layer; null where the image has none.</summary>
    [JsonPropertyName("createdBy")]
    public string? CreatedBy { get; init; }
}
