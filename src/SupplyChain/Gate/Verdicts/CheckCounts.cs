using System.Text.Json.Serialization;

namespace SupplyChain.Gate.Verdicts;

/// <summary>How many checks of a verdict came out which way.</summary>
public sealed record CheckCounts
{
    /// <summary>Checks that hold.</summary>
    [JsonPropertyName("pass")]
    public required int Pass { get; init; }

    /// <summary>Checks that do not hold.</summary>
    [JsonPropertyName("fail")]
    public required int Fail { get; init; }

    /// <summary>Checks that a waiver answers for.</summary>
    [JsonPropertyName("waived")]
    public required int Waived { get; init; }

    /// <summary>Checks that were not made.</summary>
    [JsonPropertyName("skipped")]
    public required int Skipped { get; init; }

    /// <summary>Checks without an answer.</summary>
    [JsonPropertyName("error")]
    public required int Error { get; init; }

    /// <summary>Counts checks.</summary>
    public static CheckCounts Of(IEnumerable<GateCheck> checks)
    {
        var counts = checks.CountBy(check => check.Outcome).ToDictionary();
        return new CheckCounts
        {
            Pass = counts.GetValueOrDefault(GateCheckOutcome.Pass),
            Fail = counts.GetValueOrDefault(GateCheckOutcome.Fail),
            Waived = counts.GetValueOrDefault(GateCheckOutcome.Waived),
            Skipped = counts.GetValueOrDefault(GateCheckOutcome.Skipped),
            Error = counts.GetValueOrDefault(GateCheckOutcome.Error),
        };
    }
}
