using System.CommandLine;
using SupplyChain.Cli.Options;
using SupplyChain.Cli.Terminal;
using SupplyChain.Reports;
using SupplyChain.Scanning;

namespace SupplyChain.Cli.Commands;

/// <summary><c>scan</c>: finds vulnerable packages.</summary>
internal sealed class ScanCommand : SessionCommand
{
    private readonly Argument<string[]> targets = TargetOptions.Several();
    private readonly Option<ScannerEngine> engine = new ChoiceOption<ScannerEngine>(
        "--engine",
        "The scanner; auto, the default, takes Trivy where it is installed and has a database, else the built-in one.",
        ("auto", ScannerEngine.Auto),
        ("builtin", ScannerEngine.Builtin),
        ("trivy", ScannerEngine.Trivy)
    );
    private readonly Option<string?> advisories = new("--advisories")
    {
        Description = "OSV advisories for the built-in scanner: a folder, or a zip archive.",
        HelpName = "DIR|FILE",
    };
    private readonly Option<Severity?> failOn = SeverityOption.FailOn("no finding does");
    private readonly Option<string?> platform = TargetOptions.Platform();
    private readonly Option<string[]> layouts = ImageOptions.Layouts();
    private readonly TrivyOptions trivy = new();

    public ScanCommand()
        : base("scan", "Find vulnerable packages in images, directories and SBOMs.")
    {
        Take(OutputOptions.ForReport(), [targets, engine, advisories, failOn, .. trivy.All, platform, layouts]);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult parsed, CancellationToken cancellationToken)
    {
        using var stores = ImageOptions.Stores(parsed, session.Clock, parsed.GetValue(layouts));
        var selection = new ScannerSelection(
            parsed.GetValue(engine),
            parsed.GetValue(advisories),
            trivy.Read(parsed),
            session.Clock
        );
        IScanner? scanner = null;
        var scans = new List<ScanReport>();
        foreach (var written in parsed.GetRequiredValue(targets))
        {
            if (TargetOptions.ReadReport(written) is { } finished)
            {
                scans.Add(finished);
                continue;
            }

            scanner ??= await selection.SelectAsync(cancellationToken);
            var target = await TargetOptions.ResolveAsync(stores, written, parsed.GetValue(platform), cancellationToken);
            scans.Add(await scanner.ScanAsync(target, cancellationToken));
        }

        var report = scans.ToReport(parsed.GetValue(failOn));
        ReportOutput.Write(session, report, stream => ScanReportListing.Write(scans, stream));
        return report.ExitCode;
    }
}
