using System.Text.Json;

namespace SupplyChain.Scanning.Advisories;

/// <summary>
/// The severity of an OSV record or of one of its packages: CVSS vectors, and where there are none the words that publishers put
/// into their own members.
/// </summary>
internal static class OsvSeverity
{
    /// <summary>The CVSS vectors of the element, with their base scores where they can be computed.</summary>
    public static IReadOnlyList<CvssRating> Ratings(JsonElement element) =>
        [
            .. OsvJson
                .Objects(element, "severity")
                .Where(item => JsonText.Member(item, "type")?.StartsWith("CVSS_", StringComparison.Ordinal) is true)
                .Select(item => JsonText.Member(item, "score"))
                .OfType<string>()
                .Select(vector => new CvssRating(null, Plain.Text(vector), Cvss.BaseScore(vector))),
        ];

    /// <summary>The severity that the element states in words; unknown where it states none.</summary>
    public static Severity Words(JsonElement element) =>
        new[]
        {
            OsvJson.Objects(element, "severity").Where(IsWord).Select(item => JsonText.Member(item, "score")).FirstOrDefault(),
            Own(element, "database_specific", "severity"),
            Own(element, "ecosystem_specific", "severity"),
            Own(element, "ecosystem_specific", "urgency"),
        }
            .Select(SeverityWords.Parse)
            .FirstOrDefault(severity => severity != Severity.Unknown);

    /// <summary>The severity of a package in an advisory: its own before the advisory's, a score before words.</summary>
    public static Severity Of(Advisory advisory, AffectedVersions affected) =>
        new[] { Highest(affected.Ratings), affected.Words, Highest(advisory.Ratings), advisory.Words }.FirstOrDefault(severity =>
            severity != Severity.Unknown
        );

    private static Severity Highest(IReadOnlyList<CvssRating> ratings) =>
        ratings.Max(rating => rating.Score) is { } score ? SeverityWords.OfScore(score) : Severity.Unknown;

    private static bool IsWord(JsonElement item) =>
        JsonText.Member(item, "type")?.StartsWith("CVSS_", StringComparison.Ordinal) is false;

    private static string? Own(JsonElement element, string container, string name) =>
        JsonText.Child(element, container) is { } own ? JsonText.Member(own, name) : null;
}
