namespace SupplyChain.Scanning.Catalogue;

/// <summary>What the distribution's own files say about packages that other files name.</summary>
internal sealed class DistributionFiles
{
    private const string Nested = "!/";
    private const string Merged = "usr/";

    private readonly Dictionary<string, string> owners = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> licenses = new(StringComparer.Ordinal);
    private readonly HashSet<string> system = new(StringComparer.Ordinal);
    private readonly HashSet<string> removed = new(StringComparer.Ordinal);
    private readonly HashSet<string> installed = new(StringComparer.Ordinal);
    private readonly HashSet<string> absent = new(StringComparer.Ordinal);
    private readonly HashSet<string> foreign = new(StringComparer.Ordinal);

    /// <summary>Gathers them from all files of a target.</summary>
    public DistributionFiles(IReadOnlyDictionary<string, LiveFile> files, Distribution? distribution)
    {
        foreach (var facts in files.Values.Select(file => file.Facts))
        {
            absent.UnionWith(facts.Absent);
            installed.UnionWith(facts.Packages.Where(package => package.Type == "deb").Select(package => package.Name));
            foreign.UnionWith(
                facts
                    .Packages.Where(package => PackageOrigin.IsDistributions(package, distribution) == false)
                    .Select(package => package.Name)
            );
        }

        absent.ExceptWith(installed);
        foreach (var facts in files.Values.Select(file => file.Facts))
        {
            foreach (var owned in facts.Owned)
            {
                // What a package leaves behind when it is removed, nobody repairs any more.
                var isThere = !absent.Contains(owned.Package);
                if (SystemFolders.Holds(owned.Path))
                {
                    _ = (isThere ? system : removed).Add(SystemFolders.Canonical(owned.Path));
                }

                if (isThere)
                {
                    owners[owned.Path] = owned.Package;
                }
            }

            if (facts.Details is { Licenses: { } stated } details)
            {
                licenses[details.Package] = stated;
            }
        }

        Limitations = [.. Unnamed(files), .. Unlisted(files), .. Unowned(files)];
    }

    /// <summary>What shows that a package database cannot be trusted, or does not tell of all that is there.</summary>
    public IReadOnlyList<Limitation> Limitations { get; }

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
        limitation is { Code: "scan.unidentified" or "scan.uncovered", Location: { } location }
        && SystemFolders.AreAbove(location)
        && OwnerOf(location) is { } owner
        && !foreign.Contains(owner);

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

    private IEnumerable<Limitation> Unnamed(IReadOnlyDictionary<string, LiveFile> files) =>
        files
            .Where(file =>
                file.Value.Facts.Details is { Licenses: null, Package: var listed }
                && !installed.Contains(listed)
                && !absent.Contains(listed)
            )
            .Select(file =>
                Tampered("The package database has files of a package that it does not name; it may have been altered.", file.Key)
            );

    // An image may be without any list to be smaller; that one is missing has no good reason.
    private static IEnumerable<Limitation> Unlisted(IReadOnlyDictionary<string, LiveFile> files)
    {
        var listed = files
            .Values.Select(file => file.Facts.Details)
            .OfType<PackageDetails>()
            .Where(details => details.Licenses is null)
            .Select(details => details.Package)
            .ToHashSet(StringComparer.Ordinal);
        var named = files.GetValueOrDefault(DpkgReader.Database)?.Facts.Packages ?? [];
        return listed.Count > 0 && named.Any(package => !listed.Contains(package.Name))
            ?
            [
                Tampered(
                    "The package database lacks the list of files of a package that it names; it may have been altered.",
                    DpkgReader.Database
                ),
            ]
            : [];
    }

    private IEnumerable<Limitation> Unowned(IReadOnlyDictionary<string, LiveFile> files) =>
        system.Count + removed.Count == 0
            ? []
            : files
                .Where(file =>
                    file.Value.Facts.IsUnexplained
                    && SystemFolders.Holds(file.Key)
                    && !system.Contains(SystemFolders.Canonical(file.Key))
                )
                .Select(file =>
                    removed.Contains(SystemFolders.Canonical(file.Key))
                        ? Tampered(
                            "The package database says that a package is removed whose programs or libraries are there; it may have been altered.",
                            file.Key
                        )
                        : new Limitation(
                            "scan.unowned",
                            "A program or library in a folder of the distribution belongs to no package, so that no advisory covers it; the package database may have been altered, or it was copied there: install its package, or put it below /usr/local or /opt.",
                            file.Key
                        )
                );

    private static Limitation Tampered(string message, string path) => new("scan.tampered", message, path);
}
