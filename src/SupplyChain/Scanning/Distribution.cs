using System.Text.Json.Serialization;

namespace SupplyChain.Scanning;

/// <summary>The distribution of an image (os-release(5)).</summary>
/// <param name="Id">Lower-case identifier, such as <c>debian</c> or <c>alpine</c>.</param>
/// <param name="Version">Its version, such as <c>12</c> or <c>3.20.3</c>; empty for a rolling release.</param>
public sealed record Distribution(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("version")] string Version
)
{
    /// <summary>The name for people, such as <c>Debian GNU/Linux 12 (bookworm)</c>.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>True when the scanner knows that it no longer gets advisories; null when it does not know.</summary>
    [JsonPropertyName("endOfLife")]
    public bool? EndOfLife { get; init; }
}
