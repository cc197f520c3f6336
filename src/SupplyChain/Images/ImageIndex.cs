using System.Text.Json;
using System.Text.Json.Serialization;

namespace SupplyChain.Images;

/// <summary>List of manifests: one image for several platforms, or an image's referrers (OCI image specification, image-index.md).</summary>
public sealed record ImageIndex : ManifestMembers
{
    /// <summary>The manifests, in the index's own order.</summary>
    [JsonPropertyName("manifests")]
    public required IReadOnlyList<Descriptor> Manifests { get; init; }

    /// <summary>Reads an index.</summary>
    /// <param name="content">The bytes, at most 4 MiB.</param>
    /// <param name="place">What they are, for messages, such as <c>registry.example/shop/api@sha256:…</c>.</param>
    /// <exception cref="UndeterminedException">The bytes are not an index.</exception>
    public static ImageIndex Parse(ReadOnlyMemory<byte> content, string place) =>
        OciDocument.Parse(content, place).Index
        ?? throw new UndeterminedException(
            "image.manifest",
            $"{place} is the manifest of one image or artifact where an index is needed; replace it by an index, or delete it."
        );

    /// <summary>The index's bytes; equal indexes have equal bytes.</summary>
    public ReadOnlyMemory<byte> ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, OciJson.Plain.ImageIndex);
}
