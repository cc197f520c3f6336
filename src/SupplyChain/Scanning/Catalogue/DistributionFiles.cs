namespace SupplyChain.Scanning.Catalogue;

/// <summary>What the distribution's own files say about packages that other files name.</summary>
internal sealed class DistributionFiles
{
    private const string Nested = "!/";
    private const string Merged = "usr/";

    private readonly Dictionary<string, string> owners = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> licenses = new(StringComparer.Ordinal);
    private readonly List<Limitation> unnamed = [];

    /// <summary>Gathers them from all files of a target.</summary>
    public DistributionFiles(IReadOnlyDictionary<string, LiveFile> files)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var facts in files.Values.Select(file => file.Facts))
        {
            known.UnionWith(facts.Packages.Where(package => package.Type == "deb").Select(package => package.Name));
            known.UnionWith(facts.Absent);
        }

        foreach (var (path, file) in files)
        {
            foreach (var owned in file.Facts.Owned)
            {
                owners[owned.Path] = owned.Package;
            }

            if (file.Facts.Details is { Licenses: { } stated } details)
            {
                licenses[details.Package] = stated;
            }
            else if (file.Facts.Details is { } listed && !known.Contains(listed.Package))
            {
                unnamed.Add(
                    new Limitation(
                        "scan.tampered",
                        "The package database has files of a package that it does not name; it may have been altered.",
                        path
                    )
                );
            }
        }
    }

    /// <summary>What shows that a package database cannot be trusted.</summary>
    public IReadOnlyList<Limitation> Limitations => unnamed;

    /// <summary>The package with its owner and its licences. What is linked into programs has no owner: the distribution's packages do not replace it.</summary>
    public Package Complete(Package package) =>
        package.Type is "deb"
            ? package with
            {
                Licenses = package.Licenses.Count == 0 ? licenses.GetValueOrDefault(package.Name) ?? [] : package.Licenses,
            }
        : package.Type is "apk" or "rpm" or "golang" or "cargo" ? package
        : package with { Owner = OwnerOf(package.Location) };

    /// <summary>Whether the distribution installed the file of a limitation, so that its own advisories cover what the file does not say.</summary>
    public bool Answers(Limitation limitation) =>
        limitation.Code is "scan.unidentified" or "scan.uncovered" && OwnerOf(limitation.Location) is not null;

    // What is inside an archive is not replaced when the distribution replaces its own packages beside it.
    private string? OwnerOf(string? location) =>
        location is null || location.Contains(Nested, StringComparison.Ordinal)
            ? null
            // Databases name files by the place they had before everything moved below usr.
            : owners.GetValueOrDefault(location)
                ?? (
                    location.StartsWith(Merged, StringComparison.Ordinal)
                        ? owners.GetValueOrDefault(location[Merged.Length..])
                        : null
                );
}
