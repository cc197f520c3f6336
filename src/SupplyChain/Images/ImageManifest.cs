using System.Text.Json;
using System.Text.Json.Serialization;

namespace SupplyChain.Images;

/// <summary>Manifest of one image or artifact (OCI image specification, manifest.md; Docker's schema 2 has the same shape).</summary>
public sealed record ImageManifest : ManifestMembers
{
    /// <summary>Configuration of the image.</summary>
    [JsonPropertyName("config")]
    public required Descriptor Config { get; init; }

    /// <summary>Layers, lowest first.</summary>
    [JsonPropertyName("layers")]
    public required IReadOnlyList<Descriptor> Layers { get; init; }

    /// <summary>Reads a manifest.</summary>
    /// <param name="content">The bytes, at most 4 MiB.</param>
    /// <param name="place">What they are, for messages, such as <c>registry.example/shop/api@sha256:…</c>.</param>
    /// <exception cref="UndeterminedException">The bytes are not the manifest of an image or artifact.</exception>
    public static ImageManifest Parse(ReadOnlyMemory<byte> content, string place) =>
        OciDocument.Parse(content, place).Manifest
        ?? throw new UndeterminedException(
            "image.manifest",
            $"{place} is an index where the manifest of one image or artifact is needed; choose one of its manifests."
        );

    /// <summary>The manifest's bytes; equal manifests have equal bytes.</summary>
    public ReadOnlyMemory<byte> ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, OciJson.Plain.ImageManifest);
}
