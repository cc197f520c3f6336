namespace SupplyChain.Reports;

/// <summary>The order of items in every format: what blocks first, and of that the most severe.</summary>
internal sealed class ReportItemOrder : IComparer<ReportItem>
{
    public static ReportItemOrder WorstFirst { get; } = new();

    public int Compare(ReportItem? x, ReportItem? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        var worse = Rank(y.Outcome).CompareTo(Rank(x.Outcome));
        worse = worse != 0 ? worse : Severities.Rank(y.Severity).CompareTo(Severities.Rank(x.Severity));
        worse = worse != 0 ? worse : string.CompareOrdinal(x.Location?.File, y.Location?.File);
        worse = worse != 0 ? worse : Nullable.Compare(x.Location?.Line, y.Location?.Line);
        worse = worse != 0 ? worse : Nullable.Compare(x.Location?.Column, y.Location?.Column);
        worse = worse != 0 ? worse : string.CompareOrdinal(x.Rule, y.Rule);
        worse = worse != 0 ? worse : string.CompareOrdinal(x.About, y.About);
        return worse != 0 ? worse : string.CompareOrdinal(x.Message, y.Message);
    }

    // A denial comes before what could not be decided: the first can be argued with, the second retried.
    private static int Rank(Outcome outcome) =>
        outcome switch
        {
            Outcome.Fail => 5,
            Outcome.Error => 4,
            Outcome.Note => 3,
            Outcome.Waived => 2,
            Outcome.Skipped => 1,
            _ => 0,
        };
}
