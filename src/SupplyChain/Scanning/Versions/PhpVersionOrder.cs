using System.Text;

namespace SupplyChain.Scanning.Versions;

/// <summary>
/// The order of Packagist packages, which is that of PHP's <c>version_compare</c>: numbers, and words in the order
/// any other &lt; dev &lt; alpha &lt; beta &lt; RC &lt; a number &lt; pl.
/// </summary>
internal sealed class PhpVersionOrder : IVersionOrder
{
    private const string AnyNumber = "#";

    private static readonly (string Prefix, int Rank)[] Words =
    [
        ("dev", 0),
        ("alpha", 1),
        ("a", 1),
        ("beta", 2),
        ("b", 2),
        ("RC", 3),
        ("rc", 3),
        (AnyNumber, 4),
        ("pl", 5),
        ("p", 5),
    ];

    /// <inheritdoc />
    public bool IsVersion(string text) =>
        text.TrimStart('v', 'V') is [>= '0' and <= '9', ..] && text.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0;

    /// <inheritdoc />
    public int Compare(string left, string right)
    {
        var a = Parts(left);
        var b = Parts(right);
        for (var index = 0; index < Math.Max(a.Length, b.Length); index++)
        {
            var order = CompareParts(index < a.Length ? a[index] : null, index < b.Length ? b[index] : null);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    // Where one version has ended, a further number makes the other newer, and a word counts as it would against a number.
    private static int CompareParts(string? left, string? right) =>
        (IsNumber(left), IsNumber(right)) switch
        {
            (true, true) => DigitRun.Compare(left, right),
            (true, false) when right is null => 1,
            (false, true) when left is null => -1,
            _ => Rank(left).CompareTo(Rank(right)),
        };

    private static bool IsNumber(string? part) => part is not null && DigitRun.Is(part);

    private static int Rank(string? part)
    {
        if (part is null || DigitRun.Is(part))
        {
            part = AnyNumber;
        }

        foreach (var (prefix, rank) in Words)
        {
            if (part.StartsWith(prefix, StringComparison.Ordinal))
            {
                return rank;
            }
        }

        return -1;
    }

    private static string[] Parts(string version)
    {
        var spaced = new StringBuilder(version.Length + 8);
        var previous = '.';
        foreach (var character in version.StartsWith('v') || version.StartsWith('V') ? version[1..] : version)
        {
            var next = character is '-' or '_' or '+' ? '.' : character;
            if (next != '.' && previous != '.' && char.IsAsciiDigit(next) != char.IsAsciiDigit(previous))
            {
                _ = spaced.Append('.');
            }

            _ = spaced.Append(next);
            previous = next;
        }

        return spaced.ToString().Split('.', StringSplitOptions.RemoveEmptyEntries);
    }
}
