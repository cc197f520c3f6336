namespace SupplyChain.Scanning.Versions;

/// <summary>The order of Maven artifacts (maven.apache.org/pom.html, "Version Order Specification").</summary>
internal sealed class MavenVersionOrder : IVersionOrder
{
    /// <inheritdoc />
    public bool IsVersion(string text) => text.Any(char.IsAsciiDigit) && text.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0;

    /// <inheritdoc />
    public int Compare(string left, string right)
    {
        var a = Tokens(left);
        var b = Tokens(right);
        for (var index = 0; index < Math.Max(a.Count, b.Count); index++)
        {
            var missing = index >= a.Count || index >= b.Count;
            var first = index < a.Count ? a[index] : MavenVersionToken.Missing(b[index]);
            var second = index < b.Count ? b[index] : MavenVersionToken.Missing(a[index]);
            var order = first.CompareTo(second, missing);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    private static List<MavenVersionToken> Tokens(string text)
    {
        var tokens = new List<MavenVersionToken>();
        var version = text.ToLowerInvariant();
        var (start, afterPoint) = (0, false);
        for (var at = 1; at <= version.Length; at++)
        {
            var ends = at == version.Length || IsSeparator(version[at]);
            if (!ends && (IsSeparator(version[at - 1]) || char.IsAsciiDigit(version[at]) == char.IsAsciiDigit(version[at - 1])))
            {
                continue;
            }

            tokens.Add(Token(version[start..at], afterPoint, !ends));
            afterPoint = ends && at < version.Length && version[at] == '.';
            start = ends ? at + 1 : at;
        }

        if (start == version.Length)
        {
            tokens.Add(new MavenVersionToken(afterPoint, "0"));
        }

        Trim(tokens);
        return tokens;
    }

    private static bool IsSeparator(char character) => character is '.' or '-';

    private static MavenVersionToken Token(string value, bool afterPoint, bool beforeNumber) =>
        new(
            afterPoint,
            value switch
            {
                "" => "0",
                "a" when beforeNumber => "alpha",
                "b" when beforeNumber => "beta",
                "m" when beforeNumber => "milestone",
                "cr" => "rc",
                "final" or "ga" or "release" => "",
                _ => value,
            }
        );

    // What says nothing goes at the end, and in front of each hyphen.
    private static void Trim(List<MavenVersionToken> tokens)
    {
        for (var end = tokens.Count - 1; end > 0; end--)
        {
            while (end > 0 && tokens[end].IsNull)
            {
                tokens.RemoveAt(end--);
            }

            while (end > 0 && tokens[end].AfterPoint)
            {
                end--;
            }
        }
    }
}
