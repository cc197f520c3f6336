using System.Text;

namespace SupplyChain.Reports;

/// <summary>Text inside Markdown that means nothing but itself: no links, mentions, tags, code or table cells of its own.</summary>
internal static class MarkdownText
{
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            _ = character switch
            {
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '&' => escaped.Append("&amp;"),
                '\\' or '`' or '*' or '_' or '[' or ']' or '|' or '~' or '$' => escaped.Append('\\').Append(character),
                // Mentions and references are looked for in the rendered text, where only a comment keeps them apart.
                '@' or '#' => escaped.Append(character).Append("<!-- -->"),
                // Bare addresses become links.
                ':' when Follows(text, index, "//") => escaped.Append("&#58;"),
                '.' when index >= 3 && Follows(text, index - 4, "www") => escaped.Append("&#46;"),
                _ => escaped.Append(character),
            };
        }

        return escaped.ToString();
    }

    private static bool Follows(string text, int index, string next) =>
        text.AsSpan(index + 1).StartsWith(next, StringComparison.OrdinalIgnoreCase);
}
