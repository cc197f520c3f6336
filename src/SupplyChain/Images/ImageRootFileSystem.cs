using System.Text.Json.Serialization;

namespace SupplyChain.Images;

/// <summary>The layers of an image by the digests of their unpacked tars (OCI image specification, config.md, "rootfs").</summary>
public sealed record ImageRootFileSystem
{
    /// <summary>Always <c>layers</c>.</summary>
    [JsonPropertyName("type")]
    public string Type { get; init; } = "layers";

    /// <summary>Digest of each layer's unpacked tar, lowest first.</summary>
    [JsonPropertyName("diff_ids"), JsonConverter(typeof(DigestListJsonConverter))]
    public required IReadOnlyList<Digest> DiffIds { get; init; }
}
