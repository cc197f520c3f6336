using System.Text.Json.Serialization;

namespace SupplyChain.Gate.Verdicts;

/// <summary>When a passing verdict stops being one, as far as that is known now.</summary>
/// <param name="At">The moment from which it can't be used.</param>
/// <param name="Reason">What happens then, as a sentence.</param>
public sealed record VerdictExpiry(
    [property: JsonPropertyName("at")] DateTimeOffset At,
    [property: JsonPropertyName("reason")] string Reason
);
