using SupplyChain.Images;
using SupplyChain.Scanning.Catalogue;
using SupplyChain.Scanning.Trivy;
using SupplyChain.Tools;

namespace SupplyChain.Scanning;

/// <summary>
/// Drives Trivy as a program that is not trusted: with a clean environment, in an empty folder, without network but for an image
/// that is in a registry. Neither its exit code nor its report is believed without the other.
/// </summary>
public sealed class TrivyScanner : IScanner
{
    private const int LargestReport = 512 * 1024 * 1024;

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
    internal Task<TrivyInstallation> ProbeAsync(CancellationToken cancellationToken) =>
        new TrivyProbe(settings, runner).FindAsync(cancellationToken);

    /// <inheritdoc />
    public async Task<ScanReport> ScanAsync(ScanTarget target, CancellationToken cancellationToken)
    {
        var started = time.GetUtcNow();
        var installation = await ProbeAsync(cancellationToken);
        using var workspace = new TrivyWorkspace();
        var arguments = new TrivyArguments(settings, installation, workspace);
        var (command, subject) = await PrepareAsync(target, arguments, workspace, cancellationToken);
        var call = new ToolCall
        {
            Arguments = command,
            WorkingDirectory = workspace.EmptyFolder,
            Timeout = settings.Timeout,
        };
        var result = await runner.RunAsync(installation.Tool, call, cancellationToken);
        var report = await ReadAsync(result, workspace.ReportFile, target, cancellationToken);
        TrivyVerdict.Check(result.ExitCode, report, subject, target);
        return new ScanReport
        {
            Target = subject.Scanned,
            Engine = new ScanEngine(ScanEngine.Trivy, installation.Version) { Digest = installation.Digest, Reason = Reason },
            Advisories = [installation.Database],
            StartedAt = started,
            FinishedAt = time.GetUtcNow(),
            OperatingSystem = report.OperatingSystem,
            Limitations = CatalogueBuilder.Limitations(
                DistributionSupport.Limitations(report.OperatingSystem),
                report.Packages.Count == 0
            ),
            Layers = report.Layers,
            Packages = CatalogueBuilder.Sort(report.Packages),
            Findings = FindingOrder.Sort(report.Findings),
            FileFindings = report.FileFindings,
            Excluded = report.Excluded,
        };
    }

    private static async Task<(IReadOnlyList<string> Command, TrivySubject Subject)> PrepareAsync(
        ScanTarget target,
        TrivyArguments arguments,
        TrivyWorkspace workspace,
        CancellationToken cancellationToken
    )
    {
        switch (target)
        {
            case DirectoryTarget { Path: var path }:
                var folder = Path.GetFullPath(path);
                return (
                    arguments.ForDirectory(folder),
                    new TrivySubject(new ScannedTarget(target.Name, ScannedTarget.Folder, null), folder)
                );
            case SbomTarget { Path: var path }:
                var file = Path.GetFullPath(path);
                var digest = Digest.Sha256(await File.ReadAllBytesAsync(file, cancellationToken));
                return (
                    arguments.ForSbom(file),
                    new TrivySubject(new ScannedTarget(target.Name, ScannedTarget.Sbom, digest), file)
                );
            case ImageTarget { Image: var image, Platform: var platform }:
                var content = await ImageContent.OpenAsync(image, platform, cancellationToken);
                var subject = new TrivySubject(
                    new ScannedTarget(target.Name, ScannedTarget.Image, image.Digest)
                    {
                        Platform = content.Config.Platform.ToString(),
                        Manifest = content.Descriptor.Digest,
                    },
                    content.Manifest.Config.Digest
                );
                if (TrivyImageInput.IsInRegistry(image))
                {
                    return (arguments.ForRegistry($"{image.Source.Location}@{content.Descriptor.Digest}"), subject);
                }

                await TrivyImageInput.WriteAsync(workspace.ImageFolder, image, content, cancellationToken);
                return (arguments.ForLayout(Path.GetRelativePath(workspace.EmptyFolder, workspace.ImageFolder)), subject);
            default:
                throw new ArgumentException("The kind of target is not known.", nameof(target));
        }
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

        return !File.Exists(file) ? throw TrivyVerdict.Contradiction(target, "it ended without error and wrote no report")
            : new FileInfo(file).Length > LargestReport
                ? throw TrivyVerdict.Contradiction(target, "its report is larger than 512 MiB")
            : TrivyReportReader.Read(await File.ReadAllBytesAsync(file, cancellationToken));
    }
}
