namespace SupplyChain.Reports;

/// <summary>The first line of a report for people.</summary>
internal static class Headline
{
    public static string Of(Report report)
    {
        var items = report.Subjects.SelectMany(subject => subject.Items).ToList();
        var fails = items.Count(item => item.Outcome == Outcome.Fail);
        var errors = items.Count(item => item.Outcome == Outcome.Error);
        var notes = items.Count(item => item.Outcome == Outcome.Note);
        var waived = items.Count(item => item.Outcome == Outcome.Waived);
        string?[] parts =
        [
            fails > 0 ? $"{fails} blocking" : null,
            errors > 0 ? $"{errors} undecided" : null,
            notes > 0 ? $"{notes} noted" : null,
            waived > 0 ? $"{waived} waived" : null,
        ];
        var counts = string.Join(", ", parts.OfType<string>());
        return $"{report.Verdict}: {report.Tool} of {report.Title}{(counts.Length > 0 ? $" ({counts})" : "")}";
    }
}
