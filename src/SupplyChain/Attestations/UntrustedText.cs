namespace SupplyChain.Attestations;

/// <summary>Text that a stranger wrote, made fit for a message: quoted, on one line, without control characters, cut at 200 characters.</summary>
internal static class UntrustedText
{
    private const int MaximumLength = 200;

    public static string Quote(string text)
    {
        var shown = text.Length > MaximumLength ? text[..MaximumLength] + "…" : text;
        return "'" + string.Concat(shown.Select(c => char.IsControl(c) || IsDirectional(c) ? '\uFFFD' : c)) + "'";
    }

    // These reorder what a terminal shows, so that a message could read differently from what it says.
    private static bool IsDirectional(char c) =>
        c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u2028' or '\u2029';
}
