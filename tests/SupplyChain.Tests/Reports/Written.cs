using System.Text;
using SupplyChain.Reports;
using SupplyChain.Reports.Sarif;

namespace SupplyChain.Tests.Reports;

/// <summary>A report in each format, as text.</summary>
internal static class Written
{
    public static string Sarif(Report report) => ToText(stream => SarifReport.Write(report, stream));

    public static string JUnit(Report report) => ToText(stream => JUnitReport.Write(report, stream));

    public static string Json(Report report) => ToText(stream => ChecksJson.Write(report, stream));

    public static string Markdown(Report report) => With(writer => MarkdownReport.Write(report, writer));

    public static string Text(Report report) => With(writer => new TextReport(writer).Write(report));

    public static string Annotations(Report report, WorkflowLog service) =>
        With(writer => SupplyChain.Reports.Annotations.Write(report, service, writer));

    public static string In(string format, Report report) =>
        format switch
        {
            "sarif" => Sarif(report),
            "junit" => JUnit(report),
            "json" => Json(report),
            "markdown" => Markdown(report),
            _ => Text(report),
        };

    private static string ToText(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string With(Action<TextWriter> write)
    {
        using var writer = new StringWriter();
        write(writer);
        return writer.ToString();
    }
}
