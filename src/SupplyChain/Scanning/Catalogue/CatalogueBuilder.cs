namespace SupplyChain.Scanning.Catalogue;

/// <summary>Makes a catalogue of the files of a target.</summary>
internal static class CatalogueBuilder
{
    /// <summary>The catalogue, sorted, with package URLs, and a limitation where it would be empty.</summary>
    /// <exception cref="UndeterminedException">There are more packages than is allowed.</exception>
    public static PackageCatalogue Build(
        ScannedTarget target,
        IReadOnlyList<ScannedLayer> layers,
        IReadOnlyDictionary<string, LiveFile> files,
        CatalogueLimits limits
    )
    {
        var distribution = Distribution(files, OsReleaseReader.Preferred) ?? Distribution(files, OsReleaseReader.Vendor);
        var installed = FoldersWithModules(files);
        var packages = files
            .Where(file => !IsSuperseded(file.Key, installed))
            .SelectMany(file => file.Value.Facts.Packages)
            .Take(limits.Packages + 1)
            .ToList();
        if (packages.Count > limits.Packages)
        {
            throw new UndeterminedException(
                "scan.bounds",
                $"{Plain.Text(target.Name)} has more than {limits.Packages} packages; it may be made to exhaust the scanner."
            );
        }

        var sorted = Sort(
            packages.Select(package =>
                package with
                {
                    Location = Plain.OrNull(package.Location),
                    Purl = PackageUrl.Of(package, distribution).ToString(),
                }
            )
        );
        return new PackageCatalogue
        {
            Target = target,
            OperatingSystem = distribution,
            Layers = layers,
            Packages = sorted,
            Limitations = Limitations(files.Values.SelectMany(file => file.Facts.Limitations), sorted.Count == 0),
        };
    }

    /// <summary>The packages in the order of reports.</summary>
    public static IReadOnlyList<Package> Sort(IEnumerable<Package> packages) =>
        [
            .. packages
                .OrderBy(package => package.Type, StringComparer.Ordinal)
                .ThenBy(package => package.Name, StringComparer.Ordinal)
                .ThenBy(package => package.Version, StringComparer.Ordinal)
                .ThenBy(package => package.Location, StringComparer.Ordinal)
                .ThenBy(package => package.Architecture, StringComparer.Ordinal),
        ];

    /// <summary>The limitations in the order of reports: equal ones of many places as one, and one for an empty target.</summary>
    public static IReadOnlyList<Limitation> Limitations(IEnumerable<Limitation> limitations, bool empty)
    {
        var nothing = new Limitation("scan.empty", "No packages were found, so nothing can be said about vulnerabilities.");
        return
        [
            .. limitations
                .Concat(empty ? [nothing] : [])
                .GroupBy(limitation => (limitation.Code, limitation.Message))
                .Select(Merge)
                .OrderBy(limitation => limitation.Code, StringComparer.Ordinal)
                .ThenBy(limitation => limitation.Message, StringComparer.Ordinal),
        ];
    }

    private static Limitation Merge(IGrouping<(string Code, string Message), Limitation> equal)
    {
        var places = equal.Select(limitation => limitation.Location).Distinct().Order(StringComparer.Ordinal).ToList();
        var first = places[0] is { } place ? Plain.Text(place) : null;
        return new Limitation(
            equal.Key.Code,
            equal.Key.Message,
            places.Count > 1 ? $"{first} and {places.Count - 1} more" : first
        );
    }

    private static Distribution? Distribution(IReadOnlyDictionary<string, LiveFile> files, string path) =>
        files.GetValueOrDefault(path)?.Facts.Distribution;

    // What npm would install does not count where it is installed: the modules themselves are there to be read.
    private static bool IsSuperseded(string path, HashSet<string> installed) =>
        TreePath.FileName(path) is "package-lock.json" or "npm-shrinkwrap.json" && installed.Contains(TreePath.Folder(path));

    private static HashSet<string> FoldersWithModules(IReadOnlyDictionary<string, LiveFile> files) =>
        files
            .Where(file => file.Value.Facts.Packages.Count > 0)
            .Select(file => (file.Key, Start: $"/{file.Key}".IndexOf("/node_modules/", StringComparison.Ordinal)))
            .Where(file => file.Start >= 0)
            .Select(file => file.Key[..Math.Max(0, file.Start - 1)])
            .ToHashSet(StringComparer.Ordinal);
}
