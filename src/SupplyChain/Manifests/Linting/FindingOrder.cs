namespace SupplyChain.Manifests.Linting;

/// <summary>The order of findings: by file, line, column, rule and message.</summary>
internal sealed class FindingOrder : IComparer<LintFinding>
{
    public static FindingOrder ByPlace { get; } = new();

    public int Compare(LintFinding? x, LintFinding? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        var order = string.CompareOrdinal(x.File, y.File);
        order = order != 0 ? order : x.Line.CompareTo(y.Line);
        order = order != 0 ? order : x.Column.CompareTo(y.Column);
        order = order != 0 ? order : string.CompareOrdinal(x.Rule, y.Rule);
        return order != 0 ? order : string.CompareOrdinal(x.Message, y.Message);
    }
}
