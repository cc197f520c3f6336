using System.Text.Json.Serialization;

namespace SupplyChain.Images.Engines;

/// <summary>What a Docker Engine says about itself (Docker Engine API, "SystemVersion").</summary>
internal sealed record EngineVersion
{
    /// <summary>Operating system, in Go's names.</summary>
    [JsonPropertyName("Os")]
    public required string OS { get; init; }

    /// <summary>Processor, in Go's names.</summary>
    [JsonPropertyName("Arch")]
    public required string Architecture { get; init; }
}
