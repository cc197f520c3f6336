using System.Globalization;

namespace SupplyChain.Reports;

/// <summary>
/// The overview of a report: a row per subject, with the number of findings of each severity, or where checks were made the
/// outcome of each group of them.
/// </summary>
/// <param name="Headers">The columns.</param>
/// <param name="Rows">A cell for each column.</param>
internal sealed record SummaryTable(IReadOnlyList<string> Headers, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    public static SummaryTable Of(Report report) => report.Tool is "lint" or "scan" ? BySeverity(report) : ByCheck(report);

    private static SummaryTable BySeverity(Report report)
    {
        var waived = report.Subjects.Any(subject => subject.Items.Any(item => item.Outcome == Outcome.Waived));
        var shown = Severities
            .WorstFirst.Where(severity =>
                severity >= Severity.Medium || report.Subjects.Any(subject => Count(subject, severity) > 0)
            )
            .ToList();
        return new SummaryTable(
            ["", .. shown.Select(SeverityWord.Word), .. waived ? ["waived"] : Array.Empty<string>(), "verdict"],
            [.. report.Subjects.Select(subject => Row(subject))]
        );

        IReadOnlyList<string> Row(ReportSubject subject) =>
            [
                subject.Name,
                .. shown.Select(severity => Number(Count(subject, severity))),
                .. waived ? [Number(subject.Items.Count(item => item.Outcome == Outcome.Waived))] : Array.Empty<string>(),
                subject.Verdict,
            ];
    }

    private static SummaryTable ByCheck(Report report)
    {
        var groups = report
            .Subjects.SelectMany(subject => subject.Items)
            .Select(item => GroupOf(item))
            .Distinct()
            .Where(group => report.Overview?.Contains(group) ?? true)
            .Order(StringComparer.Ordinal)
            .ToList();
        return new SummaryTable(["", .. groups, "verdict"], [.. report.Subjects.Select(subject => Row(subject))]);

        IReadOnlyList<string> Row(ReportSubject subject) =>
            [
                subject.Name,
                .. groups.Select(group =>
                    subject
                        .Items.Where(item => GroupOf(item) == group)
                        .Order(ReportItemOrder.WorstFirst)
                        .Select(Word)
                        .FirstOrDefault("-")
                ),
                subject.Verdict,
            ];
    }

    private static string GroupOf(ReportItem item) => item.Rule.Split('.')[0];

    private static string Word(ReportItem item) =>
        item.Outcome switch
        {
            Outcome.Pass => "ok",
            Outcome.Fail => "FAIL",
            Outcome.Error => "ERROR",
            var outcome => outcome.Word(),
        };

    private static int Count(ReportSubject subject, Severity severity) =>
        subject.Items.Count(item => item.Severity == severity && item.Outcome is Outcome.Fail or Outcome.Note or Outcome.Error);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
