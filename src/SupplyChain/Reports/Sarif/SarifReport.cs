namespace SupplyChain.Reports.Sarif;

/// <summary>
/// Writes a report as SARIF 2.1.0, made for code scanning: one run per subject, alerts that survive a new tag or version, and
/// never more than the 20 runs and 25,000 results that GitHub takes.
/// </summary>
public static class SarifReport
{
    private const int MaximumRuns = 20;

    /// <summary>Writes the report as UTF-8.</summary>
    /// <param name="report">The report.</param>
    /// <param name="output">Where to; stays open.</param>
    public static void Write(Report report, Stream output) =>
        JsonDocumentWriter.Write(
            output,
            null,
            writer =>
            {
                writer.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
                writer.WriteString("version", "2.1.0");
                writer.WriteList("runs", Runs(report), run => new SarifRun(writer, report, run.Identity).Write(run.Subjects));
            }
        );

    // Two runs of one id make GitHub refuse the whole file, so what shares an identity shares a run.
    private static IEnumerable<(string Identity, IReadOnlyList<ReportSubject> Subjects)> Runs(Report report)
    {
        var groups = report
            .Subjects.GroupBy(subject => subject.Identity)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .ToList();
        return groups.Count is 0 or > MaximumRuns
            ? [("release", report.Subjects)]
            : groups.Select(group => (group.Key, (IReadOnlyList<ReportSubject>)[.. group]));
    }
}
