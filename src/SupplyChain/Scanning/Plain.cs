using System.Text;
using SupplyChain.Images;

namespace SupplyChain.Scanning;

/// <summary>Text from outside as it may enter a report: no character that moves a terminal's cursor or reverses its text.</summary>
internal static class Plain
{
    /// <summary>The text with each control or formatting character replaced; line breaks and tabs become spaces.</summary>
    public static string Text(string text) => IsPlain(text) ? text : Replace(text, keepLines: false);

    /// <summary>As <see cref="Text"/>, but line breaks and tabs are kept.</summary>
    public static string Lines(string text) => IsPlain(text) ? text : Replace(text, keepLines: true);

    /// <summary>The text, or null where there is none.</summary>
    public static string? OrNull(string? text) => string.IsNullOrEmpty(text) ? null : Text(text);

    private static bool IsPlain(string text) => !text.AsSpan().ContainsAnyExceptInRange(' ', '~');

    private static string Replace(string text, bool keepLines)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '\n' or '\t' => plain.Append(keepLines ? (char)rune.Value : ' '),
                '\r' => plain,
                _ when Printable.IsUnsafe(rune) => plain.Append('\ufffd'),
                _ => plain.Append(rune.ToString()),
            };
        }

        return plain.ToString();
    }
}
