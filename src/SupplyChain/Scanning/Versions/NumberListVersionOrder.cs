namespace SupplyChain.Scanning.Versions;

/// <summary>
/// Orders of plain lists of numbers, where a list that goes on is newer: Haskell's (pvp.haskell.org, "Version numbers") and
/// R's, which has hyphens too (R documentation, "numeric_version").
/// </summary>
internal sealed class NumberListVersionOrder : IVersionOrder
{
    private readonly string separators;

    private NumberListVersionOrder(string separators) => this.separators = separators;

    /// <summary>The order of Haskell packages.</summary>
    public static NumberListVersionOrder Hackage { get; } = new(".");

    /// <summary>The order of R packages.</summary>
    public static NumberListVersionOrder Cran { get; } = new(".-");

    /// <inheritdoc />
    public bool IsVersion(string text)
    {
        foreach (var range in text.AsSpan().SplitAny(separators))
        {
            if (!DigitRun.Is(text.AsSpan(range)))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc />
    public int Compare(string left, string right)
    {
        var a = left.AsSpan().SplitAny(separators);
        var b = right.AsSpan().SplitAny(separators);
        while (true)
        {
            var (more, other) = (a.MoveNext(), b.MoveNext());
            if (!more || !other)
            {
                return more.CompareTo(other);
            }

            var order = DigitRun.Compare(left.AsSpan(a.Current), right.AsSpan(b.Current));
            if (order != 0)
            {
                return order;
            }
        }
    }
}
