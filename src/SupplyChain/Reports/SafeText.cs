using System.Text;
using SupplyChain.Images;

namespace SupplyChain.Reports;

/// <summary>
/// Makes text from outside safe to print: one line, without control and formatting characters, not endless, and without what
/// the log readers of GitHub Actions (<c>::command::</c>, <c>##[command]</c>) and Azure Pipelines (<c>##vso[command]</c>) obey.
/// </summary>
public static class SafeText
{
    private const int Longest = 4000;

    internal static string? LineOrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : Line(text);

    /// <summary>The text as one line of at most 4,000 characters.</summary>
    public static string Line(string text)
    {
        var line = IsPlain(text) ? text : Rewritten(text);
        return line.StartsWith("::", StringComparison.Ordinal) ? string.Concat(": ", line.AsSpan(1)) : line;
    }

    /// <summary>A line of a source with its columns kept: what is not plain is one sign each.</summary>
    internal static string Excerpt(string line)
    {
        var safe = new StringBuilder(line.Length);
        foreach (var rune in line.EnumerateRunes())
        {
            safe.Append(Printable.IsUnsafe(rune) ? "\uFFFD" : rune.ToString());
        }

        // Both log readers look for their signs; a column more is better than a command.
        return safe.ToString()
            .Replace("##[", "#\u2007[", StringComparison.Ordinal)
            .Replace("##vso[", "#\u2007vso[", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsPlain(string text) =>
        text.Length <= Longest
        && text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0
        && !text.StartsWith(' ')
        && !text.EndsWith(' ')
        && !text.Contains("##", StringComparison.Ordinal);

    private static string Rewritten(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, Longest + 1));
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length >= Longest)
            {
                line.Append('…');
                break;
            }

            var space = rune.Value is '\t' or '\n' or '\r';
            line.Append(
                space ? " "
                : IsPrintable(rune) ? rune.ToString()
                : "\uFFFD"
            );
        }

        // Both log readers look for their signs anywhere in a line.
        return line.ToString()
            .Replace("##[", "# #[", StringComparison.Ordinal)
            .Replace("##vso[", "# #vso[", StringComparison.OrdinalIgnoreCase)
            .Trim();
    }

    private static bool IsPrintable(Rune rune) => (rune.Value & 0xFFFE) != 0xFFFE && !Printable.IsUnsafe(rune);
}
