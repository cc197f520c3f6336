using System.Text.Json.Serialization;

namespace SupplyChain.Images.Engines;

/// <summary>What a Docker Engine says about an image (Docker Engine API, "ImageInspect" and "ImageSummary").</summary>
internal sealed record EngineImage
{
    /// <summary>Digest of the configuration, or where the engine keeps images in containerd, of the manifest or index.</summary>
    [JsonPropertyName("Id")]
    public required string Id { get; init; }

    /// <summary>Its names.</summary>
    [JsonPropertyName("RepoTags")]
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>Repositories that it came from or went to, each with the digest it has there.</summary>
    [JsonPropertyName("RepoDigests")]
    public IReadOnlyList<string>? RegistryReferences { get; init; }
}
