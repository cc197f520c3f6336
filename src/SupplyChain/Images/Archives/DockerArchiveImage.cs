using System.Text.Json.Serialization;

namespace SupplyChain.Images.Archives;

/// <summary>One image in the <c>manifest.json</c> that <c>docker save</c> writes (Docker image specification v1.2, "Combined Image JSON").</summary>
internal sealed record DockerArchiveImage
{
    /// <summary>Path of the configuration.</summary>
    [JsonPropertyName("Config")]
    public required string Config { get; init; }

    /// <summary>References that the image has.</summary>
    [JsonPropertyName("RepoTags")]
    public IReadOnlyList<string>? RepoTags { get; init; }

    /// <summary>Paths of the layers, lowest first.</summary>
    [JsonPropertyName("Layers")]
    public required IReadOnlyList<string> Layers { get; init; }
}
