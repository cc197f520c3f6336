using System.Text.Json.Serialization;
using SupplyChain.Gate.Evidence;
using SupplyChain.Gate.Policies;

namespace SupplyChain.Gate.Verdicts;

/// <summary>One thing that was looked at, what came of it, and what to do.</summary>
/// <param name="Id">What was looked at, one of <see cref="RuleIds"/>.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Message">One sentence for people.</param>
public sealed record GateCheck(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("outcome")] GateCheckOutcome Outcome,
    [property: JsonPropertyName("message")] string Message
)
{
    /// <summary>What to do, in one sentence; null where there is nothing to do.</summary>
    [JsonPropertyName("remedy")]
    public string? Remedy { get; init; }

    /// <summary>The waiver that answers for it; null unless it is waived.</summary>
    [JsonPropertyName("waiver")]
    public string? Waiver { get; init; }

    /// <summary>The vulnerability it is about; null for other checks.</summary>
    [JsonPropertyName("vulnerability")]
    public VulnerabilityReference? Vulnerability { get; init; }

    /// <summary>The lint finding it is about; null for other checks.</summary>
    [JsonPropertyName("lint")]
    public LintReference? Lint { get; init; }

    /// <summary>The evidence it rests on.</summary>
    [JsonPropertyName("evidence")]
    public IReadOnlyList<EvidenceReference> Evidence
    {
        get => field ?? [];
        init;
    }
}
