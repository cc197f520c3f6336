using System.Globalization;
using System.Text.Json;
using SupplyChain.Manifests;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Linting.Suppressions;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Reports;

/// <summary>Writes what linting found as JSON of the schema <c>supplychain.lint/v1</c>.</summary>
public static class LintReportJson
{
    /// <summary>Value of <c>schema</c>.</summary>
    public const string Schema = LintReport.Schema;

    /// <summary>Writes the report as UTF-8; equal reports give equal bytes.</summary>
    /// <param name="lint">What linting found.</param>
    /// <param name="output">Where to; stays open.</param>
    public static void Write(LintReport lint, Stream output) =>
        JsonDocumentWriter.Write(
            output,
            Schema,
            writer =>
            {
                writer.WriteBoolean("complete", lint.Complete);
                writer.WriteNumber("documents", lint.Documents);
                writer.WriteNumber("resources", lint.Resources);
                WriteTexts(writer, "files", lint.Files);
                WriteTexts(writer, "rules", lint.RulesRun);
                writer.WriteList("findings", lint.Findings, finding => Write(writer, finding));
                writer.WriteList("suppressed", lint.Suppressed, item => Write(writer, item));
                writer.WriteList("scorecard", lint.Scores, score => Write(writer, score));
                writer.WriteList("problems", lint.Problems, problem => Write(writer, problem));
                writer.WriteList("notEvaluated", lint.NotEvaluated, item => Write(writer, item));
            }
        );

    private static void WriteTexts(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, LintFinding finding)
    {
        writer.WriteString("rule", finding.Rule);
        writer.WriteString("severity", finding.Severity.Word());
        writer.WriteString("message", finding.Message);
        writer.WriteString("remedy", finding.Remedy);
        writer.WriteString("file", finding.File);
        writer.WriteNumber("line", finding.Line);
        writer.WriteNumber("column", finding.Column);
        writer.WriteNumber("endLine", finding.EndLine);
        writer.WriteNumber("endColumn", finding.EndColumn);
        writer.WriteString("path", finding.Path);
        writer.WriteStartObject("object");
        writer.WriteString("kind", finding.Resource.Kind);
        writer.WriteString("namespace", finding.Resource.Namespace);
        writer.WriteString("name", finding.Resource.Name);
        writer.WriteEndObject();
        writer.WriteBoolean("fixable", finding.IsFixable);
        writer.WriteString("fingerprint", finding.Fingerprint);
        if (finding.Related.Count > 0)
        {
            writer.WriteList("related", finding.Related, place => Write(writer, place));
        }
    }

    private static void Write(Utf8JsonWriter writer, LintPlace place)
    {
        writer.WriteString("message", place.Message);
        writer.WriteString("file", place.File);
        writer.WriteNumber("line", place.Line);
        writer.WriteNumber("column", place.Column);
    }

    private static void Write(Utf8JsonWriter writer, SuppressedFinding suppressed)
    {
        Write(writer, suppressed.Finding);
        writer.WriteStartObject("suppression");
        writer.WriteString("source", suppressed.By.Source.ToString().ToLowerInvariant());
        writer.WriteString("reason", suppressed.By.Reason);
        if (suppressed.By.Source != SuppressionSource.Baseline)
        {
            writer.WriteString("owner", suppressed.By.Owner);
            writer.WriteString("until", suppressed.By.Until.ToString("O", CultureInfo.InvariantCulture));
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, AreaScore score)
    {
        writer.WriteString("area", score.Area.Title());
        writer.WriteString("outcome", score.Word);
        writer.WriteNumber("passed", score.Passed);
        writer.WriteNumber("failed", score.Failed);
        writer.WriteNumber("waived", score.Waived);
        writer.WriteNumber("unseen", score.Unseen);
        writer.WriteString("cannotBeSeen", score.CannotBeSeen);
    }

    private static void Write(Utf8JsonWriter writer, YamlProblem problem)
    {
        writer.WriteString("message", problem.Message);
        writer.WriteString("remedy", problem.Remedy);
        writer.WriteString("file", problem.FileName);
        writer.WriteNumber("line", problem.Position.Line);
        writer.WriteNumber("column", problem.Position.Column);
    }

    private static void Write(Utf8JsonWriter writer, NotEvaluated item)
    {
        writer.WriteString("rule", item.Rule);
        writer.WriteString("file", item.File);
        if (item.Line is { } line)
        {
            writer.WriteNumber("line", line);
        }

        writer.WriteString("reason", item.Reason);
    }
}
