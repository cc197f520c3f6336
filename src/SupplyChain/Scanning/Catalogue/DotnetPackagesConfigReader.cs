using SupplyChain.Scanning.Catalogue.Formats;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>The packages of a project of the old form: <c>packages.config</c> (learn.microsoft.com, "packages.config reference"), without what is for development.</summary>
internal sealed class DotnetPackagesConfigReader : FileReader
{
    /// <inheritdoc />
    public override int LargestFile => 4 * 1024 * 1024;

    /// <inheritdoc />
    public override bool Accepts(string path) =>
        TreePath.FileName(path).Equals("packages.config", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    protected override FileFacts Understand(string path, ReadOnlyMemory<byte> content) =>
        new() { Packages = [.. XmlTree.Read(content).Children.Select(item => PackageOf(item, path)).OfType<Package>()] };

    private static Package? PackageOf(XmlTree item, string path) =>
        item.Name == "package" && item.Attribute("developmentDependency") != "true"
            ? Named("nuget", item.Attribute("id"), item.Attribute("version"), path)
            : null;
}
