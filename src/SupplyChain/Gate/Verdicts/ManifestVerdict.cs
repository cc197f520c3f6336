using System.Text.Json.Serialization;
using SupplyChain.Gate.Evidence;

namespace SupplyChain.Gate.Verdicts;

/// <summary>What the gate says of the manifests.</summary>
public sealed record ManifestVerdict
{
    /// <summary>The worst of the checks.</summary>
    [JsonPropertyName("verdict")]
    public required VerdictOutcome Outcome { get; init; }

    /// <summary>The files, sorted by name.</summary>
    [JsonPropertyName("files")]
    public required IReadOnlyList<ManifestFileEvidence> Files { get; init; }

    /// <summary>Every check, in the order of the rules.</summary>
    [JsonPropertyName("checks")]
    public required IReadOnlyList<GateCheck> Checks { get; init; }
}
