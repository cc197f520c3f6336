using System.Globalization;
using System.Text;

namespace SupplyChain.Images;

/// <summary>Makes text from outside fit for a one-line message: no control characters, no endless names.</summary>
internal static class Printable
{
    private const int LongestShown = 256;

    /// <summary>The text in single quotes, control characters shown as <c>\u001b</c>, cut after 256 characters.</summary>
    public static string Quote(string text) => $"'{Line(text)}'";

    /// <summary>The text, control characters shown as <c>\u001b</c>, cut after 256 characters.</summary>
    public static string Line(string text)
    {
        if (text.Length <= LongestShown && !text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text;
        }

        if (text.Length <= LongestShown && !text.EnumerateRunes().Any(IsUnsafe))
        {
            return text;
        }

        var shown = new StringBuilder();
        foreach (var rune in (text.Length > LongestShown ? text[..LongestShown] : text).EnumerateRunes())
        {
            _ = IsUnsafe(rune)
                ? shown.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}")
                : shown.Append(rune.ToString());
        }

        return shown.Append(text.Length > LongestShown ? "…" : "").ToString();
    }

    /// <summary>Whether a character moves a terminal's cursor, ends a line, reverses text or cannot be seen.</summary>
    public static bool IsUnsafe(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;
}
