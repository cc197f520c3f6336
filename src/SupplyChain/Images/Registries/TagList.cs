using System.Text.Json.Serialization;

namespace SupplyChain.Images.Registries;

/// <summary>One page of a repository's tags (OCI distribution specification, "Listing Tags").</summary>
internal sealed record TagList
{
    /// <summary>The tags.</summary>
    [JsonPropertyName("tags")]
    public required IReadOnlyList<string?>? Tags { get; init; }
}
