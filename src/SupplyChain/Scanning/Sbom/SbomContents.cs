namespace SupplyChain.Scanning.Sbom;

/// <summary>What an SBOM says.</summary>
/// <param name="OperatingSystem">The distribution, where it names one.</param>
/// <param name="Packages">The packages.</param>
/// <param name="Limitations">What it says, or shows, to be left out.</param>
internal sealed record SbomContents(
    Distribution? OperatingSystem,
    IReadOnlyList<Package> Packages,
    IReadOnlyList<Limitation> Limitations
)
{
    /// <summary>The programs of .NET that it describes as this library does.</summary>
    public IReadOnlyList<DotnetApplication> Applications { get; init; } = [];
}
