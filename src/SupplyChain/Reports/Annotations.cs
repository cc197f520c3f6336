using System.Globalization;

namespace SupplyChain.Reports;

/// <summary>
/// Writes the worst of a report as annotations of a build service. GitHub shows ten errors and ten warnings of a step and drops
/// the rest in silence, so nine of each are written and a tenth that says how many more there are.
/// </summary>
public static class Annotations
{
    private const int Shown = 10;

    /// <summary>Writes the annotations.</summary>
    /// <param name="report">The report.</param>
    /// <param name="service">Whose commands to write.</param>
    /// <param name="output">The log of the step.</param>
    public static void Write(Report report, WorkflowLog service, TextWriter output)
    {
        var items = report.WorstFirst();
        WriteTop(items.Where(pair => pair.Item.Outcome is Outcome.Fail or Outcome.Error), "error");
        WriteTop(items.Where(pair => pair.Item.Outcome == Outcome.Note), "warning");

        void WriteTop(IEnumerable<(ReportSubject Subject, ReportItem Item)> found, string level)
        {
            var all = found.ToList();
            var shown = all.Count > Shown ? Shown - 1 : all.Count;
            foreach (var (subject, item) in all.Take(shown))
            {
                var message = $"{item.About ?? subject.Name}: {item.Message}{(item.Remedy is { } remedy ? $" {remedy}" : "")}";
                output.Write(Command(service, level, item.Rule, item.Location ?? subject.Location, message) + "\n");
            }

            if (all.Count > shown)
            {
                var more = $"and {all.Count - shown} more, all in the reports of this run";
                output.Write(Command(service, level, report.Tool, null, more) + "\n");
            }
        }
    }

    private static string Command(WorkflowLog service, string level, string rule, ReportLocation? place, string message)
    {
        (string Name, string? Value)[] properties = service switch
        {
            WorkflowLog.GitHub =>
            [
                ("file", place?.File),
                ("line", Number(place?.Line)),
                ("endLine", Number(place?.EndLine)),
                ("col", Number(place?.Column)),
                ("title", rule),
            ],
            _ =>
            [
                ("type", level),
                ("sourcepath", place?.File),
                ("linenumber", Number(place?.Line)),
                ("columnnumber", Number(place?.Column)),
                ("code", rule),
            ],
        };
        var set = properties.Where(property => property.Value is not null);
        return service == WorkflowLog.GitHub
            ? $"::{level} {string.Join(',', set.Select(property => $"{property.Name}={EscapeGitHub(property.Value!)}"))}::{EscapeData(message)}"
            : $"##vso[task.logissue {string.Concat(set.Select(property => $"{property.Name}={EscapeAzure(property.Value!)};"))}]{EscapeAzureData(message)}";
    }

    private static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    // The runner's own table (actions/toolkit, command.ts).
    private static string EscapeData(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal)
            .Replace("\r", "%0D", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string EscapeGitHub(string text) =>
        EscapeData(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);

    // The agent's own table (azure-pipelines-agent, Command.cs).
    private static string EscapeAzureData(string text) =>
        text.Replace("%", "%AZP25", StringComparison.Ordinal)
            .Replace("\r", "%0D", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string EscapeAzure(string text) =>
        EscapeAzureData(text).Replace("]", "%5D", StringComparison.Ordinal).Replace(";", "%3B", StringComparison.Ordinal);
}
