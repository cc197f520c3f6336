namespace SupplyChain.Scanning.Versions;

/// <summary>The order of dot-separated pre-release identifiers (Semantic Versioning 2.0.0, rule 11).</summary>
internal static class PrereleaseOrder
{
    /// <summary>Compares two pre-release parts; an empty one is a release, which is after every pre-release.</summary>
    public static int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right, StringComparison comparison)
    {
        if (left.IsEmpty || right.IsEmpty)
        {
            return left.IsEmpty.CompareTo(right.IsEmpty);
        }

        while (!left.IsEmpty && !right.IsEmpty)
        {
            var a = Next(ref left);
            var b = Next(ref right);
            var order = (DigitRun.Is(a), DigitRun.Is(b)) switch
            {
                (true, true) => DigitRun.Compare(a, b),
                (true, false) => -1,
                (false, true) => 1,
                _ => a.CompareTo(b, comparison),
            };
            if (order != 0)
            {
                return order;
            }
        }

        return right.IsEmpty.CompareTo(left.IsEmpty);
    }

    private static ReadOnlySpan<char> Next(ref ReadOnlySpan<char> identifiers)
    {
        var point = identifiers.IndexOf('.');
        var first = point < 0 ? identifiers : identifiers[..point];
        identifiers = point < 0 ? default : identifiers[(point + 1)..];
        return first;
    }
}
