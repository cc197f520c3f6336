using System.Text.Json.Serialization;

namespace SupplyChain.Scanning;

/// <summary>Something that a scan could not cover, so that its silence about it means nothing.</summary>
/// <param name="Code">Stable identifier in dotted lower case, such as <c>scan.empty</c>.</param>
/// <param name="Message">What was not covered, and why.</param>
/// <param name="Location">The file, package or ecosystem; null for the whole target.</param>
public sealed record Limitation(
    [property: JsonPropertyName("code")] string Code,
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("location")] string? Location = null
);
