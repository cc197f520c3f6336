using System.Text.Json.Serialization;

namespace SupplyChain.Gate.Verdicts;

/// <summary>What came of a check.</summary>
public enum GateCheckOutcome
{
    /// <summary>It was looked at and holds.</summary>
    [JsonStringEnumMemberName("pass")]
    Pass,

    /// <summary>It was not looked at, for the reason in the message.</summary>
    [JsonStringEnumMemberName("skipped")]
    Skipped,

    /// <summary>It does not hold, and a waiver answers for it.</summary>
    [JsonStringEnumMemberName("waived")]
    Waived,

    /// <summary>It could not be found out.</summary>
    [JsonStringEnumMemberName("error")]
    Error,

    /// <summary>It does not hold.</summary>
    [JsonStringEnumMemberName("fail")]
    Fail,
}
