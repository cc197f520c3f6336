using System.Text.Json.Serialization;

namespace SupplyChain.Attestations.Predicates;

/// <summary>The outcome of a test result.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TestOutcome>))]
public enum TestOutcome
{
    /// <summary>Something failed.</summary>
    [JsonStringEnumMemberName("FAILED")]
    Failed,

    /// <summary>Nothing failed, something is worth a look.</summary>
    [JsonStringEnumMemberName("WARNED")]
    Warned,

    /// <summary>All is well.</summary>
    [JsonStringEnumMemberName("PASSED")]
    Passed,
}
