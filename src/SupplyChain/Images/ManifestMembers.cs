using System.Text.Json.Serialization;

namespace SupplyChain.Images;

/// <summary>What manifests and indexes have in common (OCI image specification, manifest.md and image-index.md).</summary>
public abstract record ManifestMembers
{
    private const int First = -3;
    private const int Last = 1;

    /// <summary>Always 2.</summary>
    [JsonPropertyName("schemaVersion"), JsonPropertyOrder(First)]
    public int SchemaVersion { get; init; } = 2;

    /// <summary>Media type; absent in some of the OCI's.</summary>
    [JsonPropertyName("mediaType"), JsonPropertyOrder(First + 1)]
    public string? MediaType { get; init; }

    /// <summary>Type of an artifact that is not an image.</summary>
    [JsonPropertyName("artifactType"), JsonPropertyOrder(First + 2)]
    public string? ArtifactType { get; init; }

    /// <summary>The manifest this one refers to, which makes it a referrer.</summary>
    [JsonPropertyName("subject"), JsonPropertyOrder(Last)]
    public Descriptor? Subject { get; init; }

    /// <summary>Annotations, sorted by key when written.</summary>
    [JsonPropertyName("annotations"), JsonPropertyOrder(Last + 1)]
    public SortedDictionary<string, string>? Annotations { get; init; }
}
