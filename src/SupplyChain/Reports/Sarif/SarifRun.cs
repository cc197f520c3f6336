using System.Globalization;
using System.Text.Json;

namespace SupplyChain.Reports.Sarif;

/// <summary>One run: the tool with its rules, and the results of the subjects that share an identity.</summary>
internal sealed class SarifRun(Utf8JsonWriter writer, Report report, string identity)
{
    private const int MaximumResults = 25_000;

    public void Write(IReadOnlyList<ReportSubject> subjects)
    {
        var all = (report with { Subjects = subjects }).WorstFirst().Where(pair => IsShown(pair.Item)).ToList();
        var shown = all.Take(MaximumResults).ToList();
        var rules = RulesOf(shown);
        writer.WriteStartObject();
        SarifRules.WriteTool(writer, rules);
        writer.WriteStartArray("invocations");
        writer.WriteStartObject();
        writer.WriteBoolean("executionSuccessful", all.All(pair => pair.Item.Outcome != Outcome.Error));
        WriteNotifications(all.Count - shown.Count);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteStartObject("automationDetails");
        writer.WriteString("id", $"gate/{report.Tool}/{identity}/");
        writer.WriteEndObject();
        writer.WriteString("columnKind", "utf16CodeUnits");
        writer.WriteStartArray("results");
        var results = new SarifResults(writer, report.Tool, rules);
        foreach (var (subject, item) in shown)
        {
            results.Write(subject, item);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static bool IsShown(ReportItem item) => item.Outcome is not (Outcome.Pass or Outcome.Skipped);

    private IReadOnlyList<ReportRule> RulesOf(IEnumerable<(ReportSubject Subject, ReportItem Item)> shown)
    {
        var described = report.Rules.DistinctBy(rule => rule.Id).ToDictionary(rule => rule.Id);
        return
        [
            .. shown
                .Select(pair => pair.Item)
                .DistinctBy(item => item.Rule)
                .OrderBy(item => item.Rule, StringComparer.Ordinal)
                .Select(item =>
                    described.GetValueOrDefault(item.Rule) ?? new ReportRule(item.Rule, item.Rule) { Severity = item.Severity }
                ),
        ];
    }

    private void WriteNotifications(int cut)
    {
        string[] more =
            cut > 0 ? [string.Create(CultureInfo.InvariantCulture, $"{cut} more results do not fit into this file.")] : [];
        writer.WriteStartArray("toolExecutionNotifications");
        foreach (var note in report.Notes.Concat(more))
        {
            writer.WriteStartObject();
            writer.WriteString("level", "note");
            writer.WriteStartObject("message");
            writer.WriteString("text", note);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
