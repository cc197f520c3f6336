using System.Text.Json;

namespace SupplyChain.Reports;

/// <summary>Writes a report of checks, such as that of <c>verify</c>, as JSON of the schema <c>supplychain.TOOL/v1</c>.</summary>
public static class ChecksJson
{
    /// <summary>Writes the report as UTF-8.</summary>
    /// <param name="report">The report.</param>
    /// <param name="output">Where to; stays open.</param>
    public static void Write(Report report, Stream output) =>
        JsonDocumentWriter.Write(
            output,
            $"supplychain.{report.Tool}/v1",
            writer =>
            {
                writer.WriteString("verdict", report.Verdict);
                writer.WriteList("images", report.Subjects, subject => Write(writer, subject));
            }
        );

    private static void Write(Utf8JsonWriter writer, ReportSubject subject)
    {
        writer.WriteString("image", subject.Name);
        writer.WriteString("digest", subject.Digest?.ToString());
        writer.WriteString("verdict", subject.Verdict);
        writer.WriteList("checks", subject.Items, item => Write(writer, item));
    }

    private static void Write(Utf8JsonWriter writer, ReportItem item)
    {
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
    }
}
