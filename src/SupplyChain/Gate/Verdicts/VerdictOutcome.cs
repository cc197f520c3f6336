using System.Text.Json.Serialization;

namespace SupplyChain.Gate.Verdicts;

/// <summary>What the gate says of a release or a part of it. The order is from the best to the worst.</summary>
public enum VerdictOutcome
{
    /// <summary>Everything demanded holds, or is waived.</summary>
    [JsonStringEnumMemberName("pass")]
    Pass,

    /// <summary>No answer could be found; nothing is known to be wrong. Worth a retry.</summary>
    [JsonStringEnumMemberName("error")]
    Error,

    /// <summary>The evidence says no.</summary>
    [JsonStringEnumMemberName("deny")]
    Deny,
}
