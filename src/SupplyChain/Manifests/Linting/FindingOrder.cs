namespace SupplyChain.Manifests.Linting;

/// <summary>The order of findings: by file, line, column, rule and message.</summary>
internal sealed class FindingOrder : IComparer<LintFinding>
{
    public static FindingOrder ByPlace { get; } = new();

    /// <summary>Sorts findings, and leaves out what says the same as another about the same place.</summary>
    public static void Arrange(List<LintFinding> findings)
    {
        findings.Sort(ByPlace);
        var kept = 0;
        for (var index = 0; index < findings.Count; index++)
        {
            if (!RepeatsOne(findings, index, kept))
            {
                findings[kept++] = findings[index];
            }
        }

        findings.RemoveRange(kept, findings.Count - kept);
    }

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

    /// <summary>Whether a finding is equal to one of those kept; they can stand nowhere but among the last, at the same place.</summary>
    private static bool RepeatsOne(List<LintFinding> findings, int index, int kept)
    {
        for (var earlier = kept - 1; earlier >= 0 && ByPlace.Compare(findings[earlier], findings[index]) == 0; earlier--)
        {
            if (findings[earlier].Equals(findings[index]))
            {
                return true;
            }
        }

        return false;
    }
}
