using SupplyChain.Scanning.Catalogue;
using SupplyChain.Scanning.Trivy;
using SupplyChain.Scanning.Trivy.Settings;
using SupplyChain.Tools;

namespace SupplyChain.Scanning;

/// <summary>
/// Drives Trivy as a program that is not trusted: with a clean environment, in an empty folder, without network but for an image
/// that is in a registry and what the settings name. Neither its exit code nor its report is believed without the other.
/// </summary>
public sealed class TrivyScanner : IScanner
{
    private const int LargestReport = 256 * 1024 * 1024;

    private readonly TrivySettings settings;
    private readonly TimeProvider time;
    private readonly ToolRunner runner;

    /// <summary>A scanner with these settings.</summary>
    /// <param name="settings">How Trivy is run.</param>
    /// <param name="time">The clock.</param>
    public TrivyScanner(TrivySettings settings, TimeProvider time)
    {
        this.settings = settings;
        this.time = time;
        runner = new ToolRunner(time);
    }

    /// <summary>Why this scanner was taken; part of its reports.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether Trivy can be used here, by the exception that says why not.</summary>
    internal Task<TrivyInstallation> ProbeAsync(CancellationToken cancellationToken)
    {
        settings.Validate();
        return new TrivyProbe(settings, runner).FindAsync(
            settings.Scanners.HasFlag(TrivyFindingKinds.Vulnerabilities),
            cancellationToken
        );
    }

    /// <inheritdoc />
    public async Task<ScanReport> ScanAsync(ScanTarget target, CancellationToken cancellationToken)
    {
        settings.Validate();
        var started = time.GetUtcNow();
        var command = TrivyPreparation.CommandFor(target, settings);
        var matches = settings.FindsVulnerabilities(command);
        var installation = await new TrivyProbe(settings, runner).FindAsync(matches, cancellationToken);
        using var workspace = new TrivyWorkspace();
        var arguments = new TrivyArguments(settings, installation.Program, workspace, installation.CacheDirectory);
        var run = await new TrivyPreparation(arguments, workspace).PrepareAsync(command, target, cancellationToken);
        var result = await runner.RunAsync(
            installation.Program.Tool,
            workspace.CallOf(run.Arguments, settings),
            cancellationToken
        );
        var report = await ReadAsync(result, workspace.ReportFile, target, cancellationToken);
        TrivyVerdict.Check(result.ExitCode, report, run.Subject, installation.Program, target);
        if (installation.Database is { } database && !database.IsUnchangedIn(installation.CacheDirectory))
        {
            throw TrivyVerdict.Contradiction(target, "its database changed while it ran");
        }

        return new ScanReport
        {
            Target = run.Subject.Scanned,
            Engine = new ScanEngine(ScanEngine.Trivy, installation.Program.Version)
            {
                Digest = installation.Program.Digest,
                Reason = Reason,
            },
            Advisories = !matches
                ? []
                : [installation.Database?.Source ?? report.ServerDatabase ?? new AdvisorySource("trivy-server")],
            StartedAt = started,
            FinishedAt = time.GetUtcNow(),
            OperatingSystem = report.OperatingSystem,
            Limitations = CatalogueBuilder.Limitations(
                [.. DistributionSupport.Limitations(report.OperatingSystem), .. TrivyNarrowing.Of(settings, command)],
                report.Packages.Count == 0
            ),
            Layers = report.Layers,
            Packages = CatalogueBuilder.Sort(report.Packages),
            Findings = FindingOrder.Sort(FindingMerge.Merge(report.Findings)),
            FileFindings = report.FileFindings,
            Excluded = report.Excluded,
            ExcludedFiles = report.ExcludedFiles,
            Details = report.Details,
        };
    }

    private static async Task<TrivyReport> ReadAsync(
        ToolResult result,
        string file,
        ScanTarget target,
        CancellationToken cancellationToken
    )
    {
        if (result.ExitCode is not (0 or TrivyArguments.Found or TrivyArguments.EndOfLife))
        {
            throw TrivyVerdict.Failed(result, target);
        }

        return await WrittenFile.ReadAsync(file, LargestReport, cancellationToken) is { } report
            ? TrivyReportReader.Read(report)
            : throw TrivyVerdict.Contradiction(
                target,
                "it ended without error and wrote no report, only a link to one, or one larger than 256 MiB"
            );
    }
}
