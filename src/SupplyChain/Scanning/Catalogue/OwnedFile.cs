namespace SupplyChain.Scanning.Catalogue;

/// <summary>A file that came with a package of the distribution.</summary>
/// <param name="Path">The file, below the root.</param>
/// <param name="Package">Name of the package.</param>
internal readonly record struct OwnedFile(string Path, string Package);
