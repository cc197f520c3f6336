using SupplyChain.Scanning.Advisories;
using SupplyChain.Scanning.Catalogue;

namespace SupplyChain.Scanning;

/// <summary>The scanner of this library: no other program, no network but for an image that is in a registry.</summary>
/// <param name="advisories">A directory of OSV records or of zip archives of them, or one such archive; null for none.</param>
/// <param name="time">The clock.</param>
public sealed class BuiltinScanner(string? advisories, TimeProvider time) : IScanner
{
    /// <summary>Why this scanner was taken; part of its reports.</summary>
    public string? Reason { get; init; }

    /// <inheritdoc />
    public async Task<ScanReport> ScanAsync(ScanTarget target, CancellationToken cancellationToken)
    {
        var started = time.GetUtcNow();
        var catalogue = await new Cataloguer().CatalogueAsync(target, cancellationToken);
        var index = advisories is null ? null : AdvisoryIndex.Load(advisories, Matcher.Wanted(catalogue), cancellationToken);
        var matched = index is null ? NotMatched : Matcher.Match(catalogue, index);
        var system = catalogue.OperatingSystem is { } found
            ? found with
            {
                EndOfLife = DistributionSupport.HasEnded(found, started),
            }
            : null;
        return new ScanReport
        {
            Target = catalogue.Target,
            Engine = new ScanEngine(ScanEngine.Builtin, ProductVersion.Current) { Reason = Reason },
            Advisories = index is null ? [] : [index.Source],
            StartedAt = started,
            FinishedAt = time.GetUtcNow(),
            OperatingSystem = system,
            Limitations = CatalogueBuilder.Limitations(
                [
                    .. catalogue.Limitations,
                    .. matched.Limitations,
                    .. DistributionSupport.Limitations(system),
                    .. DistributionSupport.Unknown(system),
                ],
                empty: false
            ),
            Layers = catalogue.Layers,
            Packages = catalogue.Packages,
            Applications = catalogue.Applications,
            RemovedPackages = catalogue.Removed,
            Findings = FindingOrder.Sort(matched.Findings),
            Undecided = FindingOrder.Sort(matched.Undecided),
            Excluded = FindingOrder.Sort(matched.Excluded),
        };
    }

    private static MatchResult NotMatched { get; } =
        new([], [], [], [new Limitation("scan.no-advisories", "No advisories were given, so no package was matched.")]);
}
