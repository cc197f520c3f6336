namespace SupplyChain.Scanning;

/// <summary>An SBOM whose packages are to be matched.</summary>
/// <param name="Name">The target as somebody wrote it.</param>
/// <param name="Path">Path of the file.</param>
public sealed record SbomTarget(string Name, string Path) : ScanTarget(Name);
