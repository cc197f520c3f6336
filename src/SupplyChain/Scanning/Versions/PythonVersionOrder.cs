namespace SupplyChain.Scanning.Versions;

/// <summary>
/// The order of Python packages (PEP 440). Texts from before it are before all versions, in the order that setuptools had for
/// them; they are compared, so that lists sort, but count as no versions.
/// </summary>
internal sealed class PythonVersionOrder : IVersionOrder
{
    /// <inheritdoc />
    public bool IsVersion(string text) => PythonVersion.TryParse(text, out _);

    /// <inheritdoc />
    public int Compare(string left, string right) =>
        (PythonVersion.TryParse(left, out var a), PythonVersion.TryParse(right, out var b)) switch
        {
            (true, true) => a.CompareTo(b),
            (false, false) => string.CompareOrdinal(LegacyKey(left), LegacyKey(right)),
            (var isVersion, _) => isVersion ? 1 : -1,
        };

    private static string LegacyKey(string text)
    {
        var parts = new List<string>();
        foreach (var part in LegacyParts(text.ToLowerInvariant()).Append("*final"))
        {
            if (part[0] == '*')
            {
                // What goes before a release drops the separator in front of it, and zeros before a word don't count.
                while (string.CompareOrdinal(part, "*final") < 0 && parts.Count > 0 && parts[^1] == "*final-")
                {
                    parts.RemoveAt(parts.Count - 1);
                }

                while (parts.Count > 0 && parts[^1].Trim('0').Length == 0)
                {
                    parts.RemoveAt(parts.Count - 1);
                }
            }

            parts.Add(part);
        }

        return string.Join('\0', parts);
    }

    private static IEnumerable<string> LegacyParts(string text)
    {
        var rest = text;
        while (rest.Length > 0)
        {
            var length = 1;
            while (length < rest.Length && rest[0] is not ('.' or '-') && KindOf(rest[length]) == KindOf(rest[0]))
            {
                length++;
            }

            var part = rest[..length];
            rest = rest[length..];
            if (part != ".")
            {
                yield return char.IsAsciiDigit(part[0]) ? part.PadLeft(8, '0') : "*" + Replacement(part);
            }
        }
    }

    private static int KindOf(char character) =>
        char.IsAsciiDigit(character) ? 0
        : char.IsAsciiLetterLower(character) ? 1
        : character is '.' or '-' ? 2
        : 3;

    private static string Replacement(string part) =>
        part switch
        {
            "pre" or "preview" or "rc" => "c",
            "-" => "final-",
            "dev" => "@",
            _ => part,
        };
}
