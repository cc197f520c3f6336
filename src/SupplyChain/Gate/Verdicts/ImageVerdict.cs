using System.Text.Json.Serialization;
using SupplyChain.Gate.Evidence;
using SupplyChain.Images;

namespace SupplyChain.Gate.Verdicts;

/// <summary>What the gate says of one image.</summary>
public sealed record ImageVerdict
{
    /// <summary>The image reference as the manifests write it.</summary>
    [JsonPropertyName("image")]
    public required string Image { get; init; }

    /// <summary>Its registry and path, in full.</summary>
    [JsonPropertyName("repository")]
    public required string Repository { get; init; }

    /// <summary>The manifest or index it was resolved to; null where that failed.</summary>
    [JsonPropertyName("digest")]
    public Digest? Digest { get; init; }

    /// <summary>The platforms of an index, or of the image where it is known.</summary>
    [JsonPropertyName("platforms")]
    public required IReadOnlyList<string> Platforms { get; init; }

    /// <summary>Where the manifests name it.</summary>
    [JsonPropertyName("places")]
    public required IReadOnlyList<ImagePlace> Places { get; init; }

    /// <summary>The worst of its checks.</summary>
    [JsonPropertyName("verdict")]
    public required VerdictOutcome Outcome { get; init; }

    /// <summary>Until when the verdict can be used; null unless it is a pass.</summary>
    [JsonPropertyName("expiry")]
    public VerdictExpiry? Expiry { get; init; }

    /// <summary>Every check, in the order of the rules.</summary>
    [JsonPropertyName("checks")]
    public required IReadOnlyList<GateCheck> Checks { get; init; }
}
