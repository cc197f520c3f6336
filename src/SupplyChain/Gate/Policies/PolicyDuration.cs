using System.Globalization;
using System.Text.RegularExpressions;

namespace SupplyChain.Gate.Policies;

/// <summary>Durations as policies write them: a whole number and <c>s</c>, <c>m</c>, <c>h</c>, <c>d</c> or <c>w</c>.</summary>
internal static partial class PolicyDuration
{
    /// <summary>What a duration looks like, as a regular expression.</summary>
    internal const string Grammar = "^[1-9][0-9]{0,5}[smhdw]\\z";

    /// <summary>Reads a duration; null when the text is not one.</summary>
    public static TimeSpan? Parse(string text)
    {
        if (!GrammarExpression().IsMatch(text))
        {
            return null;
        }

        var number = int.Parse(text.AsSpan(..^1), NumberStyles.None, CultureInfo.InvariantCulture);
        return text[^1] switch
        {
            's' => TimeSpan.FromSeconds(number),
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            'd' => TimeSpan.FromDays(number),
            _ => TimeSpan.FromDays(7L * number),
        };
    }

    /// <summary>The duration in the largest unit that divides it, weeks left out: <c>3d</c>, <c>36h</c>.</summary>
    public static string Print(TimeSpan duration)
    {
        var seconds = (long)duration.TotalSeconds;
        var (unit, length) =
            seconds % 86400 == 0 ? ("d", 86400)
            : seconds % 3600 == 0 ? ("h", 3600)
            : seconds % 60 == 0 ? ("m", 60)
            : ("s", 1);
        return string.Create(CultureInfo.InvariantCulture, $"{seconds / length}{unit}");
    }

    [GeneratedRegex(Grammar, RegexOptions.CultureInvariant)]
    private static partial Regex GrammarExpression();
}
