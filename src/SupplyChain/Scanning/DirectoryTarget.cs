namespace SupplyChain.Scanning;

/// <summary>A directory to scan as if it were the root of an image; links are not followed.</summary>
/// <param name="Name">The target as somebody wrote it.</param>
/// <param name="Path">Path of the directory.</param>
public sealed record DirectoryTarget(string Name, string Path) : ScanTarget(Name);
