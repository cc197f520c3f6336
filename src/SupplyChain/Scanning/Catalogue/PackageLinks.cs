namespace SupplyChain.Scanning.Catalogue;

/// <summary>Follows the names that packages need to the packages that have them.</summary>
internal static class PackageLinks
{
    // A name that so many packages have says nothing about which one is meant.
    private const int MostProviders = 16;

    /// <summary>The packages, each with those that it needs.</summary>
    public static IReadOnlyList<Package> Resolve(IReadOnlyList<Package> packages)
    {
        var named = new Dictionary<(string Scope, string Name), SortedSet<string>>();
        foreach (var package in packages)
        {
            foreach (var name in package.Provides.Prepend(package.Name))
            {
                var key = (Scope(package), NameOf(package, name));
                if (!named.TryGetValue(key, out var purls))
                {
                    named[key] = purls = new SortedSet<string>(StringComparer.Ordinal);
                }

                if (purls.Count <= MostProviders)
                {
                    purls.Add(package.Purl!);
                }
            }
        }

        return
        [
            .. packages.Select(package =>
                package.Requires.Count == 0
                    ? package
                    : package with
                    {
                        DependsOn =
                        [
                            .. package
                                .Requires.Select(name => named.GetValueOrDefault((Scope(package), NameOf(package, name))) ?? [])
                                .Where(purls => purls.Count <= MostProviders)
                                .SelectMany(purls => purls)
                                .Where(purl => purl != package.Purl)
                                .Distinct(StringComparer.Ordinal)
                                .Order(StringComparer.Ordinal),
                        ],
                    }
            ),
        ];
    }

    // A distribution is one; a program has its own copies of what it needs.
    private static string Scope(Package package) =>
        package.Type is "deb" or "apk" or "rpm" ? package.Type : package.Location ?? "";

    private static string NameOf(Package package, string name) =>
        package.Type is "nuget" or "pypi" ? name.Replace('_', '-').ToLowerInvariant() : name;
}
