using System.Text.Json.Serialization;
using SupplyChain.Images;

namespace SupplyChain.Gate.Evidence;

/// <summary>A manifest file of the release.</summary>
/// <param name="Name">Its relative name, with forward slashes.</param>
/// <param name="Digest">Digest of its bytes as they were given.</param>
/// <param name="Gated">Digest of its bytes with every image pinned; null where an image could not be resolved.</param>
public sealed record ManifestFileEvidence(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("digest")] Digest Digest,
    [property: JsonPropertyName("gated")] Digest? Gated
);
