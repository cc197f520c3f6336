using System.Globalization;

namespace SupplyChain.Gate.Policies;

/// <summary>Times as policies write them: a day, or a second of it, in UTC.</summary>
internal static class PolicyTime
{
    /// <summary>What is expected, for messages.</summary>
    public const string Expected = "a time; write a day or a second in UTC, such as 2027-06-30 or 2027-06-30T12:00:00Z";

    /// <summary>The beginning of the day or second; null when the text is neither.</summary>
    public static DateTimeOffset? ParseStart(string text) => Parse(text)?.Start;

    /// <summary>The moment that follows the day or second, for what still holds in it; null when the text is neither.</summary>
    public static DateTimeOffset? ParseEnd(string text) => Parse(text) is var (start, length) ? start + length : null;

    private static (DateTimeOffset Start, TimeSpan Length)? Parse(string text)
    {
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        var isDay = text.Length == "2027-06-30".Length;
        return
            DateTimeOffset.TryParseExact(
                text,
                isDay ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss'Z'",
                CultureInfo.InvariantCulture,
                utc,
                out var start
            )
            && start.Year < DateTimeOffset.MaxValue.Year
            ? (start, isDay ? TimeSpan.FromDays(1) : TimeSpan.FromSeconds(1))
            : null;
    }
}
