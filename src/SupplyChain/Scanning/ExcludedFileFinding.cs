using System.Text.Json.Serialization;

namespace SupplyChain.Scanning;

/// <summary>A finding in a file that does not count, and why.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Reason">Why it does not count, in one sentence.</param>
/// <param name="Origin">The file or document that took it out; null where the scanner does not tell.</param>
public sealed record ExcludedFileFinding(
    [property: JsonPropertyName("finding")] FileFinding Finding,
    [property: JsonPropertyName("reason")] string Reason,
    [property: JsonPropertyName("origin")] string? Origin = null
);
