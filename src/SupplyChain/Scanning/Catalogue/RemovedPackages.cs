using SupplyChain.Images;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>The packages that a layer brought and a later one took away: they are not in the image's view, but everybody still downloads them.</summary>
internal sealed class RemovedPackages
{
    private readonly Dictionary<(string Type, string Name, string Version, string? Architecture), RemovedPackage> removed = [];

    /// <summary>Number of different packages that have left the view at some time.</summary>
    public int Count => removed.Count;

    /// <summary>Notes the packages of a file that leaves the view.</summary>
    public void Add(LiveFile file, Digest? layer)
    {
        foreach (var package in file.Facts.Packages)
        {
            removed[Key(package)] = new RemovedPackage(package with { Location = Plain.OrNull(package.Location) }, layer);
        }
    }

    /// <summary>Those that are nowhere in the final view, in the order of reports.</summary>
    public IReadOnlyList<RemovedPackage> Except(PackageCatalogue catalogue)
    {
        var there = catalogue.Packages.Select(Key).ToHashSet();
        var gone = removed.Where(package => !there.Contains(package.Key)).Select(package => package.Value).ToList();
        var purls = gone.Select(package =>
            package with
            {
                Package = package.Package with { Purl = PackageUrl.Of(package.Package, catalogue.OperatingSystem).ToString() },
            }
        );
        return [.. purls.OrderBy(package => package.Package.Purl, StringComparer.Ordinal)];
    }

    private static (string Type, string Name, string Version, string? Architecture) Key(Package package) =>
        (package.Type, package.Name, package.Version, package.Architecture);
}
