using System.Text.Json.Serialization;

namespace SupplyChain.Images.Engines;

/// <summary>A line that a Docker Engine answers with while it works, or its reason for not doing so.</summary>
internal sealed record EngineMessage
{
    /// <summary>Why it failed at work.</summary>
    [JsonPropertyName("error")]
    public string? Error { get; init; }

    /// <summary>Why it did not begin.</summary>
    [JsonPropertyName("message")]
    public string? Message { get; init; }
}
