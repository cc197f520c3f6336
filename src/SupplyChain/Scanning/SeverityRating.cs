using System.Text.Json.Serialization;

namespace SupplyChain.Scanning;

/// <summary>What somebody says how bad a vulnerability is; sources disagree.</summary>
/// <param name="Source">Who says it, such as <c>nvd</c> or <c>debian</c>.</param>
/// <param name="Severity">What they say.</param>
public sealed record SeverityRating(
    [property: JsonPropertyName("source")] string Source,
    [property: JsonPropertyName("severity")] Severity Severity
);
