namespace SupplyChain.Manifests.Yaml;

/// <summary>Makes text from manifests safe to print: no control or formatting characters, and not endless.</summary>
internal static class Printable
{
    private const int Longest = 200;

    public static string Of(string text)
    {
        var shown = text.Length > Longest ? string.Concat(text.AsSpan(0, Longest), "…") : text;
        return shown.All(IsSafe) ? shown : new string([.. shown.Select(character => IsSafe(character) ? character : '\uFFFD')]);
    }

    private static bool IsSafe(char character) =>
        char.GetUnicodeCategory(character)
            is not (
                System.Globalization.UnicodeCategory.Control
                or System.Globalization.UnicodeCategory.Format
                or System.Globalization.UnicodeCategory.LineSeparator
                or System.Globalization.UnicodeCategory.ParagraphSeparator
                or System.Globalization.UnicodeCategory.Surrogate
            );
}
