namespace SupplyChain.Scanning;

/// <summary>The packages of a target: what an SBOM is written from, and what is matched with advisories.</summary>
public sealed record PackageCatalogue
{
    /// <summary>What was read.</summary>
    public required ScannedTarget Target { get; init; }

    /// <summary>The distribution; null where there is none.</summary>
    public Distribution? OperatingSystem { get; init; }

    /// <summary>The layers of an image, lowest first; empty for other targets.</summary>
    public IReadOnlyList<ScannedLayer> Layers { get; init; } = [];

    /// <summary>The packages, sorted by type, name, version and location.</summary>
    public required IReadOnlyList<Package> Packages { get; init; }

    /// <summary>The programs of .NET that run on shared frameworks, sorted by location.</summary>
    public IReadOnlyList<DotnetApplication> Applications { get; init; } = [];

    /// <summary>Packages of lower layers that later ones took away; empty outside images.</summary>
    public IReadOnlyList<RemovedPackage> Removed { get; init; } = [];

    /// <summary>What was not read, each with its reason.</summary>
    public required IReadOnlyList<Limitation> Limitations { get; init; }

    /// <summary>The packages that a report names, whichever scanner wrote it.</summary>
    public static PackageCatalogue Of(ScanReport report) =>
        new()
        {
            Target = report.Target,
            OperatingSystem = report.OperatingSystem,
            Layers = report.Layers,
            Packages = report.Packages,
            Applications = report.Applications,
            Removed = report.RemovedPackages,
            Limitations = report.Limitations,
        };
}
