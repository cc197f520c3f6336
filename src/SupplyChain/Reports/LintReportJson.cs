using System.Text.Encodings.Web;
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
    public static void Write(LintReport lint, Stream output)
    {
        var options = new JsonWriterOptions
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Indented = true,
            NewLine = "\n",
        };
        using var writer = new Utf8JsonWriter(output, options);
        writer.WriteStartObject();
        writer.WriteString("schema", Schema);
        writer.WriteBoolean("complete", lint.Complete);
        writer.WriteNumber("documents", lint.Documents);
        writer.WriteNumber("resources", lint.Resources);
        WriteArray(writer, "files", lint.Files, file => writer.WriteStringValue(file));
        WriteArray(writer, "rules", lint.RulesRun, rule => writer.WriteStringValue(rule));
        WriteArray(writer, "findings", lint.Findings, finding => Write(writer, finding));
        WriteArray(writer, "problems", lint.Problems, problem => Write(writer, problem));
        WriteArray(writer, "notEvaluated", lint.NotEvaluated, item => Write(writer, item));
        writer.WriteEndObject();
        writer.Flush();
        output.WriteByte((byte)'\n');
    }

    private static void WriteArray<T>(Utf8JsonWriter writer, string name, IReadOnlyList<T> items, Action<T> write)
    {
        writer.WriteStartArray(name);
        foreach (var item in items)
        {
            write(item);
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, LintFinding finding)
    {
        writer.WriteStartObject();
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
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, YamlProblem problem)
    {
        writer.WriteStartObject();
        writer.WriteString("message", problem.Message);
        writer.WriteString("remedy", problem.Remedy);
        writer.WriteString("file", problem.FileName);
        writer.WriteNumber("line", problem.Position.Line);
        writer.WriteNumber("column", problem.Position.Column);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, NotEvaluated item)
    {
        writer.WriteStartObject();
        writer.WriteString("rule", item.Rule);
        writer.WriteString("file", item.File);
        if (item.Line is { } line)
        {
            writer.WriteNumber("line", line);
        }

        writer.WriteString("reason", item.Reason);
        writer.WriteEndObject();
    }
}
