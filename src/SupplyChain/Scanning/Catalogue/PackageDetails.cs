namespace SupplyChain.Scanning.Catalogue;

/// <summary>What a file of its own says about a package of dpkg.</summary>
/// <param name="Package">Name of the package.</param>
/// <param name="Licenses">Its licences; null where the file is about something else.</param>
internal sealed record PackageDetails(string Package, IReadOnlyList<string>? Licenses);
