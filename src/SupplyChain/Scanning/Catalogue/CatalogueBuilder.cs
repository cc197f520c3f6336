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
        var current = LockFiles.WithoutInstalled(files, whole: target.Kind == ScannedTarget.Image);
        var system = new DistributionFiles(files, distribution);
        var named = current.SelectMany(file => file.Value.Facts.Packages).Take(limits.Packages + 1).ToList();
        var known = named.Select(Identity).ToHashSet();
        var claimed = current
            .SelectMany(file => file.Value.Facts.Claimed.Select(package => package with { LayerDigest = file.Value.Layer }))
            .Where(package => !known.Contains(Identity(package)))
            .Take(limits.Packages + 1 - named.Count);
        List<Package> packages = [.. named, .. claimed];
        if (packages.Count > limits.Packages)
        {
            throw new UndeterminedException(
                "scan.bounds",
                $"{Plain.Text(target.Name)} has more than {limits.Packages} packages; it may be made to exhaust the scanner."
            );
        }

        var complete = packages
            .Select(system.Complete)
            .Select(package =>
                package with
                {
                    Location = Plain.OrNull(package.Location),
                    Purl = package.Purl ?? PackageUrl.Of(package, distribution).ToString(),
                }
            );
        var sorted = Sort(PackageLinks.Resolve([.. complete]));
        var limitations = current
            .SelectMany(file => file.Value.Facts.Limitations)
            .Where(limitation => !system.Answers(limitation))
            .Concat(system.Limitations)
            .Concat(DotnetApplications.Unlisted(files))
            .Concat(WithoutDatabase(distribution, named));
        return new PackageCatalogue
        {
            Target = target,
            OperatingSystem = distribution,
            Layers = layers,
            Packages = sorted,
            Applications = DotnetApplications.Of(files),
            Limitations = Limitations(limitations, sorted.Count == 0),
        };
    }

    private static (string Type, string Name, string Version) Identity(Package package) =>
        (package.Type, package.Name, package.Version);

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

    // Whoever deletes the package database leaves the packages there.
    private static IEnumerable<Limitation> WithoutDatabase(Distribution? distribution, List<Package> packages)
    {
        if (distribution is null)
        {
            yield break;
        }

        var type = distribution.Id switch
        {
            "debian" or "ubuntu" => "deb",
            "alpine" or "wolfi" or "chainguard" or "minimos" => "apk",
            _ => null,
        };
        if (!packages.Exists(package => type is null ? package.Type is "deb" or "apk" or "rpm" : package.Type == type))
        {
            yield return new Limitation(
                "scan.uncovered",
                $"It calls itself {distribution.Id}, but no package of that distribution could be read: its package database is not there, or of a kind that is not read."
            );
        }
    }

    private static Distribution? Distribution(IReadOnlyDictionary<string, LiveFile> files, string path) =>
        files.GetValueOrDefault(path)?.Facts.Distribution;
}
