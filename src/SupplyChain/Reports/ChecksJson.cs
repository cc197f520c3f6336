using System.Text.Encodings.Web;
using System.Text.Json;

namespace SupplyChain.Reports;

/// <summary>Writes a report of checks, such as that of <c>verify</c>, as JSON of the schema <c>supplychain.TOOL/v1</c>.</summary>
public static class ChecksJson
{
    /// <summary>Writes the report as UTF-8.</summary>
    /// <param name="report">The report.</param>
    /// <param name="output">Where to; stays open.</param>
    public static void Write(Report report, Stream output)
    {
        var options = new JsonWriterOptions
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Indented = true,
            NewLine = "\n",
        };
        using var writer = new Utf8JsonWriter(output, options);
        writer.WriteStartObject();
        writer.WriteString("schema", $"supplychain.{report.Tool}/v1");
        writer.WriteString("verdict", report.Verdict);
        writer.WriteStartArray("images");
        foreach (var subject in report.Subjects)
        {
            WriteSubject(writer, subject);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        output.WriteByte((byte)'\n');
    }

    private static void WriteSubject(Utf8JsonWriter writer, ReportSubject subject)
    {
        writer.WriteStartObject();
        writer.WriteString("image", subject.Name);
        writer.WriteString("digest", subject.Digest?.ToString());
        writer.WriteString("verdict", subject.Verdict);
        writer.WriteStartArray("checks");
        foreach (var item in subject.Items)
        {
            writer.WriteStartObject();
            writer.WriteString("id", item.Rule);
            writer.WriteString("outcome", item.Outcome.Word());
            writer.WriteString("message", item.Message);
            if (item.Remedy is { } remedy)
            {
                writer.WriteString("remedy", remedy);
            }

            if (item.Reason is { } reason)
            {
                writer.WriteString("reason", reason);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
