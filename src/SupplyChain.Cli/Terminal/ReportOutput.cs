using SupplyChain.Cli.Options;
using SupplyChain.Reports;
using SupplyChain.Reports.Sarif;

namespace SupplyChain.Cli.Terminal;

/// <summary>Prints a report in the format asked for, and annotates the run of a build service with it.</summary>
internal static class ReportOutput
{
    /// <summary>Prints the report.</summary>
    /// <param name="session">The run.</param>
    /// <param name="report">The report.</param>
    /// <param name="writeJson">Writes its JSON, which has a shape of its own for every command.</param>
    public static void Write(Session session, Report report, Action<Stream> writeJson)
    {
        switch (session.Format)
        {
            case OutputFormat.Json:
                session.Write(writeJson);
                break;
            case OutputFormat.Sarif:
                session.Write(stream => SarifReport.Write(report, stream));
                break;
            case OutputFormat.JUnit:
                session.Write(stream => JUnitReport.Write(report, stream));
                break;
            case OutputFormat.Markdown:
                session.WriteText(writer => MarkdownReport.Write(report, writer));
                break;
            default:
                session.WriteText(writer => new TextReport(writer, session.HasColors ? Colors.Paint : null).Write(report));
                break;
        }

        if (!session.IsQuiet && Service() is { } service)
        {
            Annotations.Write(report, service, Console.Error);
        }
    }

    private static WorkflowLog? Service() =>
        Environment.GetEnvironmentVariable("GITHUB_ACTIONS") == "true" ? WorkflowLog.GitHub
        : Environment.GetEnvironmentVariable("TF_BUILD") is { Length: > 0 } ? WorkflowLog.Azure
        : null;
}
