using System.Text.Json.Serialization;

namespace SupplyChain.Images;

/// <summary>Points at content by type, digest and size (OCI image specification, descriptor.md).</summary>
/// <param name="MediaType">What the content claims to be.</param>
/// <param name="Digest">Digest of the content.</param>
/// <param name="Size">Size of the content in bytes.</param>
public sealed record Descriptor(
    [property: JsonPropertyName("mediaType")] string MediaType,
    [property: JsonPropertyName("digest"), JsonConverter(typeof(DigestJsonConverter))] Digest Digest,
    [property: JsonPropertyName("size")] long Size
)
{
    /// <summary>What the described artifact claims to be; a hint only: open the manifest to believe it.</summary>
    [JsonPropertyName("artifactType")]
    public string? ArtifactType { get; init; }

    /// <summary>The platform of an index's child.</summary>
    [JsonPropertyName("platform")]
    public Platform? Platform { get; init; }

    /// <summary>Annotations, sorted by key when written.</summary>
    [JsonPropertyName("annotations")]
    public SortedDictionary<string, string>? Annotations { get; init; }

    /// <summary>The content itself, where it is small and reading it should cost no request; believed only if it has the digest.</summary>
    [JsonPropertyName("data")]
    public ReadOnlyMemory<byte>? Data { get; init; }

    /// <summary>The descriptor of these bytes.</summary>
    public static Descriptor Of(string mediaType, ReadOnlySpan<byte> content) =>
        new(mediaType, Digest.Sha256(content), content.Length);
}
