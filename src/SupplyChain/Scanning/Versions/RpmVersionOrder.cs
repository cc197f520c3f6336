namespace SupplyChain.Scanning.Versions;

/// <summary>
/// The order of rpm packages (rpm-version(7)): <c>epoch:version-release</c>, each a list of numbers and words, where <c>~</c>
/// sorts before the end and <c>^</c> after it. A missing epoch is zero, a missing release comes before any.
/// </summary>
internal sealed class RpmVersionOrder : IVersionOrder
{
    /// <inheritdoc />
    public bool IsVersion(string text) =>
        text.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0 && text.Any(char.IsAsciiLetterOrDigit);

    /// <inheritdoc />
    public int Compare(string left, string right)
    {
        Split(left, out var leftEpoch, out var leftVersion, out var leftRelease, out var leftHasRelease);
        Split(right, out var rightEpoch, out var rightVersion, out var rightRelease, out var rightHasRelease);
        var epochs = DigitRun.Compare(leftEpoch, rightEpoch);
        var versions = epochs != 0 ? epochs : CompareParts(leftVersion, rightVersion);
        return versions != 0 ? versions
            : leftHasRelease != rightHasRelease ? leftHasRelease.CompareTo(rightHasRelease)
            : CompareParts(leftRelease, rightRelease);
    }

    private static void Split(
        ReadOnlySpan<char> text,
        out ReadOnlySpan<char> epoch,
        out ReadOnlySpan<char> version,
        out ReadOnlySpan<char> release,
        out bool hasRelease
    )
    {
        // Only digits are an epoch; any other text before a colon is a part of the version.
        var colon = text.IndexOf(':');
        var hasEpoch = colon >= 0 && (colon == 0 || DigitRun.Is(text[..colon]));
        epoch = hasEpoch ? text[..colon] : default;
        var rest = hasEpoch ? text[(colon + 1)..] : text;
        var hyphen = rest.LastIndexOf('-');
        hasRelease = hyphen >= 0;
        version = hasRelease ? rest[..hyphen] : rest;
        release = hasRelease ? rest[(hyphen + 1)..] : default;
    }

    private static int CompareParts(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        while (true)
        {
            left = SkipSeparators(left);
            right = SkipSeparators(right);
            if (left is ['~', ..] || right is ['~', ..])
            {
                if (left is not ['~', ..] || right is not ['~', ..])
                {
                    return left is ['~', ..] ? -1 : 1;
                }

                left = left[1..];
                right = right[1..];
                continue;
            }

            if (left is ['^', ..] || right is ['^', ..])
            {
                if (left is not ['^', ..] || right is not ['^', ..])
                {
                    return left.IsEmpty || (!right.IsEmpty && left is ['^', ..]) ? -1 : 1;
                }

                left = left[1..];
                right = right[1..];
                continue;
            }

            if (left.IsEmpty || right.IsEmpty)
            {
                return right.IsEmpty.CompareTo(left.IsEmpty);
            }

            var order = TakeSegments(ref left, ref right);
            if (order != 0)
            {
                return order;
            }
        }
    }

    private static int TakeSegments(ref ReadOnlySpan<char> left, ref ReadOnlySpan<char> right)
    {
        if (char.IsAsciiDigit(left[0]) != char.IsAsciiDigit(right[0]))
        {
            // A number is newer than a word.
            return char.IsAsciiDigit(left[0]) ? 1 : -1;
        }

        return char.IsAsciiDigit(left[0])
            ? DigitRun.Compare(DigitRun.Take(ref left), DigitRun.Take(ref right))
            : Math.Sign(TakeLetters(ref left).SequenceCompareTo(TakeLetters(ref right)));
    }

    private static ReadOnlySpan<char> TakeLetters(ref ReadOnlySpan<char> text)
    {
        var end = 0;
        while (end < text.Length && char.IsAsciiLetter(text[end]))
        {
            end++;
        }

        var letters = text[..end];
        text = text[end..];
        return letters;
    }

    private static ReadOnlySpan<char> SkipSeparators(ReadOnlySpan<char> text)
    {
        var start = 0;
        while (start < text.Length && !char.IsAsciiLetterOrDigit(text[start]) && text[start] is not ('~' or '^'))
        {
            start++;
        }

        return text[start..];
    }
}
