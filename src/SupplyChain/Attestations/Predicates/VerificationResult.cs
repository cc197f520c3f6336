using System.Text.Json.Serialization;

namespace SupplyChain.Attestations.Predicates;

/// <summary>The verdict of a verification summary.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<VerificationResult>))]
public enum VerificationResult
{
    /// <summary>The policy does not hold.</summary>
    [JsonStringEnumMemberName("FAILED")]
    Failed,

    /// <summary>The policy holds.</summary>
    [JsonStringEnumMemberName("PASSED")]
    Passed,
}
