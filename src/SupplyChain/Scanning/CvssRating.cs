using System.Text.Json.Serialization;
using SupplyChain.Scanning.Advisories;

namespace SupplyChain.Scanning;

/// <summary>A CVSS rating of a vulnerability (first.org/cvss).</summary>
/// <param name="Source">Who rated it, such as <c>nvd</c>; null when it is the advisory itself.</param>
/// <param name="Vector">The vector; null where only the score is given.</param>
/// <param name="Score">The base score, 0.0 to 10.0; null where it can't be computed.</param>
public sealed record CvssRating(
    [property: JsonPropertyName("source")] string? Source = null,
    [property: JsonPropertyName("vector")] string? Vector = null,
    [property: JsonPropertyName("score")] double? Score = null
)
{
    /// <summary>A rating of which a scanner may give the vector alone; the score is then computed.</summary>
    internal static CvssRating Of(string? source, string? vector, double? score) =>
        new(source, vector, score ?? (vector is null ? null : Cvss.BaseScore(vector)));
}
