using System.Text.Json;
using SupplyChain.Manifests;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Reports;

/// <summary>Writes what linting found as JSON of the schema <c>supplychain.lint/v1</c>.</summary>
public static class LintReportJson
{
    /// <summary>Value of <c>schema</c>.</summary>
    public const string Schema = "supplychain.lint/v1";

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
        writer.WriteString("path", finding.Path);
        writer.WriteStartObject("object");
        writer.WriteString("kind", finding.Resource.Kind);
        writer.WriteString("namespace", finding.Resource.Namespace);
        writer.WriteString("name", finding.Resource.Name);
        writer.WriteEndObject();
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
