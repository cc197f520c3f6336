using System.Buffers;
using System.Globalization;

namespace SupplyChain.Scanning.Versions;

/// <summary>Walks an apk version part by part.</summary>
internal ref struct ApkVersionCursor(ReadOnlySpan<char> text)
{
    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");
    private static readonly string[] BeforeRelease = ["alpha", "beta", "pre", "rc"];
    private static readonly string[] AfterRelease = ["cvs", "svn", "git", "hg", "p"];

    private ReadOnlySpan<char> rest = text;

    /// <summary>What comes next.</summary>
    public ApkVersionPart Part { get; private set; } = text.IsEmpty ? ApkVersionPart.End : ApkVersionPart.Number;

    /// <summary>Takes the next part; its value is comparable with that of the same part of another version.</summary>
    public decimal Take()
    {
        switch (Part)
        {
            case ApkVersionPart.NumberAfterPoint when rest is ['0', ..]:
                return TakeLeadingZeros();
            case ApkVersionPart.Letter:
                var letter = rest[0];
                rest = rest[1..];
                Advance();
                return letter;
            case ApkVersionPart.Suffix:
                return TakeSuffix();
            case ApkVersionPart.Commit:
                _ = TakeCommit();
                return 0;
            case ApkVersionPart.End or ApkVersionPart.Invalid:
                return 0;
            default:
                return TakeNumber();
        }
    }

    /// <summary>Takes the hash of a commit.</summary>
    public ReadOnlySpan<char> TakeCommit()
    {
        var end = rest.IndexOfAnyExcept(LowerHex);
        var hash = end < 0 ? rest : rest[..end];
        rest = rest[hash.Length..];
        Advance();
        return hash;
    }

    // After a point, leading zeros count as in a decimal fraction: each of them makes the number smaller.
    private decimal TakeLeadingZeros()
    {
        var zeros = rest.Length - rest.TrimStart('0').Length;
        rest = rest[zeros..];
        Part = rest.IsEmpty ? ApkVersionPart.End : ApkVersionPart.Number;
        return -zeros;
    }

    private decimal TakeNumber()
    {
        var digits = DigitRun.Take(ref rest).TrimStart('0');
        const int longestDecimal = 28;
        if (digits.Length > longestDecimal)
        {
            Part = ApkVersionPart.Invalid;
            return 0;
        }

        Advance();
        return digits.IsEmpty ? 0 : decimal.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    private decimal TakeSuffix()
    {
        if (StartOf(BeforeRelease) is >= 0 and var before)
        {
            rest = rest[BeforeRelease[before].Length..];
            Advance();
            return before - BeforeRelease.Length;
        }

        if (StartOf(AfterRelease) is >= 0 and var after)
        {
            rest = rest[AfterRelease[after].Length..];
            Advance();
            return after;
        }

        Part = ApkVersionPart.Invalid;
        return -1;
    }

    private readonly int StartOf(string[] words)
    {
        for (var index = 0; index < words.Length; index++)
        {
            if (rest.StartsWith(words[index], StringComparison.Ordinal))
            {
                return index;
            }
        }

        return -1;
    }

    private void Advance()
    {
        var previous = Part;
        Part = Next();
        var backwards =
            (Part, previous)
            is
                (ApkVersionPart.NumberAfterPoint, ApkVersionPart.Number)
                or
                (ApkVersionPart.Suffix, ApkVersionPart.SuffixNumber)
                or
                (ApkVersionPart.Number, ApkVersionPart.Letter);
        if (Part < previous && !backwards)
        {
            Part = ApkVersionPart.Invalid;
        }
    }

    private ApkVersionPart Next()
    {
        switch (rest)
        {
            case []:
                return ApkVersionPart.End;
            case [>= 'a' and <= 'z', ..] when Part is ApkVersionPart.Number or ApkVersionPart.NumberAfterPoint:
                return ApkVersionPart.Letter;
            case [>= '0' and <= '9', ..] when Part is ApkVersionPart.Letter:
                return ApkVersionPart.Number;
            case [>= '0' and <= '9', ..] when Part is ApkVersionPart.Suffix:
                return ApkVersionPart.SuffixNumber;
            case ['.', ..]:
                rest = rest[1..];
                return ApkVersionPart.NumberAfterPoint;
            case ['_', ..]:
                rest = rest[1..];
                return ApkVersionPart.Suffix;
            case ['~', ..]:
                rest = rest[1..];
                return ApkVersionPart.Commit;
            case ['-', 'r', >= '0' and <= '9', ..]:
                rest = rest[2..];
                return ApkVersionPart.Release;
            default:
                return ApkVersionPart.Invalid;
        }
    }
}
