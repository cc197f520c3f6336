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
        SarifRules.WriteTool(writer, rules);
        writer.WriteList("invocations", [all], WriteInvocation);
        writer.WriteStartObject("automationDetails");
        writer.WriteString("id", $"gate/{report.Tool}/{identity}/");
        writer.WriteEndObject();
        writer.WriteString("columnKind", "utf16CodeUnits");
        var results = new SarifResults(writer, report.Tool, rules);
        writer.WriteList("results", shown, pair => results.Write(pair.Subject, pair.Item));
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

    private void WriteInvocation(List<(ReportSubject Subject, ReportItem Item)> all)
    {
        var cut = all.Count - MaximumResults;
        string[] more =
            cut > 0 ? [string.Create(CultureInfo.InvariantCulture, $"{cut} more results do not fit into this file.")] : [];
        writer.WriteBoolean("executionSuccessful", all.All(pair => pair.Item.Outcome != Outcome.Error));
        writer.WriteList(
            "toolExecutionNotifications",
            report.Notes.Concat(more),
            note =>
            {
                writer.WriteString("level", "note");
                writer.WriteStartObject("message");
                writer.WriteString("text", note);
                writer.WriteEndObject();
            }
        );
    }
}
