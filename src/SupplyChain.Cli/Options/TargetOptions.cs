using System.CommandLine;
using SupplyChain.Cli.Terminal;
using SupplyChain.Images;
using SupplyChain.Scanning;

namespace SupplyChain.Cli.Options;

/// <summary>What to scan.</summary>
internal static class TargetOptions
{
    private const string Forms =
        "a reference in a registry, oci:DIR[:tag|@digest], oci-archive:FILE, docker-archive:FILE, docker-daemon:NAME, dir:PATH or sbom:FILE";

    private const string ReportPrefix = "report:";

    /// <summary>One or more targets.</summary>
    public static Argument<string[]> Several() =>
        new("target")
        {
            Description = $"Targets: {Forms}; report:FILE reads the finished report of Trivy, Grype, Clair or this scanner.",
            Arity = ArgumentArity.OneOrMore,
        };

    /// <summary>One target.</summary>
    public static Argument<string> One() => new("target") { Description = $"The target: {Forms}." };

    /// <summary>The platform of an index.</summary>
    public static Option<string?> Platform() =>
        new("--platform")
        {
            Description = "The platform to take of an image for several, such as linux/arm64.",
            HelpName = "OS/ARCH",
        };

    /// <summary>Reads the finished report that a target names; null where it names something to scan.</summary>
    public static ScanReport? ReadReport(string written) =>
        written.StartsWith(ReportPrefix, StringComparison.Ordinal)
            ? FinishedReport.Read(InputFile.Read(written[ReportPrefix.Length..], FinishedReport.MaximumSize), written)
            : null;

    /// <summary>Reads a target, resolving an image to its digest.</summary>
    public static async Task<ScanTarget> ResolveAsync(
        ImageStores stores,
        string written,
        string? platform,
        CancellationToken cancellationToken
    )
    {
        var chosen = platform is null ? null : Images.Platform.Parse(platform);
        return ScanTarget.ParseLocal(written)
            ?? new ImageTarget(await stores.ResolveAsync(ImageLocation.Parse(written), cancellationToken), chosen);
    }
}
