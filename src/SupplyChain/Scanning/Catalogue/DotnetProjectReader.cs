using SupplyChain.Scanning.Catalogue.Formats;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>
/// The packages that a project of .NET asks for itself: <c>PackageReference</c> in <c>*.csproj</c>, <c>*.fsproj</c> and <c>*.vbproj</c>, and in the
/// files that projects below a folder share (learn.microsoft.com, "PackageReference in project files"). They count where it was not restored.
/// </summary>
internal sealed class DotnetProjectReader : FileReader
{
    /// <inheritdoc />
    public override int LargestFile => 8 * 1024 * 1024;

    /// <inheritdoc />
    public override bool Accepts(string path) => (IsProject(path) || IsShared(path)) && !TreePath.IsBroughtAlong(path);

    /// <summary>Whether the file is a project.</summary>
    public static bool IsProject(string path) => Path.GetExtension(path) is ".csproj" or ".fsproj" or ".vbproj";

    /// <summary>Whether the file is a part of all projects below its folder.</summary>
    public static bool IsShared(string path) =>
        TreePath.FileName(path) is "Directory.Build.props" or "Directory.Build.targets" or DotnetCentralVersionsReader.File;

    /// <inheritdoc />
    protected override FileFacts Understand(string path, ReadOnlyMemory<byte> content)
    {
        var asked = XmlTree
            .Read(content)
            .Descendants()
            .Where(item => item.Name == "PackageReference" && item.Attribute("Include") is not null)
            .ToList();
        if (asked.Count == 0)
        {
            return FileFacts.None;
        }

        var uncovered = new Limitation(
            "scan.uncovered",
            "A project of .NET that was not restored does not say what its packages need in turn.",
            path
        );
        return new FileFacts
        {
            Packages = [.. asked.Select(item => PackageOf(item, path)).OfType<Package>()],
            Limitations = asked.Any(IsUnpinned) ? [uncovered, ProjectFileReader.Unpinned(path)] : [uncovered],
        };
    }

    // One without any version has it from elsewhere.
    private static bool IsUnpinned(XmlTree item) =>
        DotnetCentralVersionsReader.VersionOf(item) is { } version && !DotnetCentralVersionsReader.IsExact(version);

    private static Package? PackageOf(XmlTree item, string path) =>
        DotnetCentralVersionsReader.VersionOf(item) is { } version && DotnetCentralVersionsReader.IsExact(version)
            ? Named("nuget", item.Attribute("Include"), version.Trim(), path)
            : null;
}
