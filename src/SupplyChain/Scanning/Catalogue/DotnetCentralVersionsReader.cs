using SupplyChain.Scanning.Catalogue.Formats;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>
/// The versions that a repository of .NET projects keeps in one place: <c>Directory.Packages.props</c> (learn.microsoft.com, "Central
/// Package Management"). They count where no project was restored, which would say what is really used.
/// </summary>
internal sealed class DotnetCentralVersionsReader() : ProjectFileReader(File)
{
    /// <summary>How the file is called.</summary>
    public const string File = "Directory.Packages.props";

    /// <summary>The version that an item asks for; null where it leaves that to others.</summary>
    public static string? VersionOf(XmlTree item) =>
        item.Attribute("VersionOverride") ?? item.Attribute("Version") ?? item.Child("Version")?.Text;

    /// <summary>Whether that is one version, and known here.</summary>
    public static bool IsExact(string version) => version.AsSpan().IndexOfAny("$[(,*") < 0;

    /// <inheritdoc />
    protected override FileFacts Understand(string path, ReadOnlyMemory<byte> content)
    {
        var packages = new List<Package>();
        var limitations = new List<Limitation>();
        foreach (
            var item in XmlTree
                .Read(content)
                .Descendants()
                .Where(item => item.Name is "PackageVersion" or "PackageReference" or "GlobalPackageReference")
        )
        {
            var name = item.Attribute("Include") ?? item.Attribute("Update");
            var version = VersionOf(item);
            if (version is not null && IsExact(version) && Named("nuget", name, version.Trim(), path) is { } package)
            {
                packages.Add(package);
            }
            else if (version is not null || item.Name == "PackageVersion")
            {
                limitations.Add(Unpinned(path));
            }
        }

        return new FileFacts { Packages = packages, Limitations = limitations };
    }
}
