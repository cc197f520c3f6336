using System.Text.RegularExpressions;

namespace SupplyChain.Scanning.Versions;

/// <summary>A version of a Python package, in the parts that are compared one after the other (PEP 440).</summary>
internal readonly partial struct PythonVersion
{
    private const int Longest = 256;

    private readonly GroupCollection groups;

    private PythonVersion(GroupCollection groups) => this.groups = groups;

    /// <summary>Reads a version.</summary>
    /// <param name="text">The text.</param>
    /// <param name="version">The version.</param>
    /// <returns>Whether the text is one.</returns>
    public static bool TryParse(string text, out PythonVersion version)
    {
        var match = text.Length <= Longest ? Grammar().Match(text) : Match.Empty;
        version = match.Success ? new PythonVersion(match.Groups) : default;
        return match.Success;
    }

    /// <summary>Negative, zero or positive as this version is before, equal to or after the other.</summary>
    public int CompareTo(PythonVersion other)
    {
        var order = DigitRun.Compare(groups["epoch"].ValueSpan, other.groups["epoch"].ValueSpan);
        order = order != 0 ? order : CompareNumbers(groups["release"].ValueSpan, other.groups["release"].ValueSpan);
        order = order != 0 ? order : PreRank.CompareTo(other.PreRank);
        order = order != 0 ? order : DigitRun.Compare(groups["preN"].ValueSpan, other.groups["preN"].ValueSpan);
        order = order != 0 ? order : ComparePresence(IsPost, other.IsPost);
        order = order != 0 ? order : DigitRun.Compare(PostNumber, other.PostNumber);
        order = order != 0 ? order : ComparePresence(other.IsDev, IsDev);
        order = order != 0 ? order : DigitRun.Compare(groups["devN"].ValueSpan, other.groups["devN"].ValueSpan);
        return order != 0 ? order : CompareLocal(groups["local"].ValueSpan, other.groups["local"].ValueSpan);
    }

    private bool IsPost => groups["post"].Success || groups["postN"].Success;

    private ReadOnlySpan<char> PostNumber => groups["post"].Success ? groups["postNumber"].ValueSpan : groups["postN"].ValueSpan;

    private bool IsDev => groups["dev"].Success;

    // A development release of the release itself is before its alphas.
    private int PreRank =>
        groups["pre"].Success
            ? char.ToLowerInvariant(groups["pre"].ValueSpan[0]) switch
            {
                'a' => 1,
                'b' => 2,
                _ => 3,
            }
        : IsDev && !IsPost ? 0
        : 4;

    private static int ComparePresence(bool left, bool right) => left.CompareTo(right);

    private static int CompareNumbers(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        while (!left.IsEmpty || !right.IsEmpty)
        {
            var order = DigitRun.Compare(Next(ref left, "."), Next(ref right, "."));
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    private static int CompareLocal(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        while (!left.IsEmpty && !right.IsEmpty)
        {
            var a = Next(ref left, "._-");
            var b = Next(ref right, "._-");
            var order = (DigitRun.Is(a), DigitRun.Is(b)) switch
            {
                (true, true) => DigitRun.Compare(a, b),
                (false, false) => a.CompareTo(b, StringComparison.OrdinalIgnoreCase),
                (var isNumber, _) => isNumber ? 1 : -1,
            };
            if (order != 0)
            {
                return order;
            }
        }

        return right.IsEmpty.CompareTo(left.IsEmpty);
    }

    private static ReadOnlySpan<char> Next(ref ReadOnlySpan<char> text, string separators)
    {
        var end = text.IndexOfAny(separators);
        var first = end < 0 ? text : text[..end];
        text = end < 0 ? default : text[(end + 1)..];
        return first;
    }

    // PEP 440, "Appendix B: Parsing version strings with regular expressions".
    [GeneratedRegex(
        """
            ^v?((?<epoch>[0-9]+)!)?(?<release>[0-9]+(\.[0-9]+)*)([._-]?(?<pre>alpha|a|beta|b|preview|pre|c|rc)[._-]?(?<preN>[0-9]+)?)?(-(?<postN>[0-9]+)|[._-]?(?<post>post|rev|r)[._-]?(?<postNumber>[0-9]+)?)?(?<dev>[._-]?dev[._-]?(?<devN>[0-9]+)?)?(\+(?<local>[a-z0-9]+([._-][a-z0-9]+)*))?\z
            """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Grammar();
}
