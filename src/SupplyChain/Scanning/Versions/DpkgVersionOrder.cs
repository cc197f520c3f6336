using System.Buffers;

namespace SupplyChain.Scanning.Versions;

/// <summary>The order of Debian and Ubuntu packages (deb-version(7), "Sorting algorithm").</summary>
internal sealed class DpkgVersionOrder : IVersionOrder
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.+-~:"
    );

    /// <inheritdoc />
    public bool IsVersion(string text)
    {
        if (text.Length == 0 || text.AsSpan().ContainsAnyExcept(Allowed))
        {
            return false;
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return (colon < 0 || DigitRun.Is(text.AsSpan(0, colon))) && text.Length > colon + 1 && !text.EndsWith('-');
    }

    /// <inheritdoc />
    public int Compare(string left, string right)
    {
        Split(left, out var leftEpoch, out var leftUpstream, out var leftRevision);
        Split(right, out var rightEpoch, out var rightUpstream, out var rightRevision);
        var epochs = DigitRun.Compare(leftEpoch, rightEpoch);
        var upstreams = epochs != 0 ? epochs : CompareParts(leftUpstream, rightUpstream);
        return upstreams != 0 ? upstreams : CompareParts(leftRevision, rightRevision);
    }

    private static void Split(
        ReadOnlySpan<char> version,
        out ReadOnlySpan<char> epoch,
        out ReadOnlySpan<char> upstream,
        out ReadOnlySpan<char> revision
    )
    {
        var colon = version.IndexOf(':');
        epoch = colon < 0 ? default : version[..colon];
        var rest = version[(colon + 1)..];
        var hyphen = rest.LastIndexOf('-');
        upstream = hyphen < 0 ? rest : rest[..hyphen];
        revision = hyphen < 0 ? default : rest[(hyphen + 1)..];
    }

    private static int CompareParts(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        while (!left.IsEmpty || !right.IsEmpty)
        {
            while (StartsWithText(left) || StartsWithText(right))
            {
                var order = Rank(left).CompareTo(Rank(right));
                if (order != 0)
                {
                    return order;
                }

                left = left[1..];
                right = right[1..];
            }

            var numbers = DigitRun.Compare(DigitRun.Take(ref left), DigitRun.Take(ref right));
            if (numbers != 0)
            {
                return numbers;
            }
        }

        return 0;
    }

    private static bool StartsWithText(ReadOnlySpan<char> text) => !text.IsEmpty && !char.IsAsciiDigit(text[0]);

    // The end and a digit are equal here, a tilde is before them, letters are before everything else.
    private static int Rank(ReadOnlySpan<char> text) =>
        text.IsEmpty || char.IsAsciiDigit(text[0]) ? 0
        : text[0] == '~' ? -1
        : char.IsAsciiLetter(text[0]) ? text[0]
        : text[0] + 256;
}
