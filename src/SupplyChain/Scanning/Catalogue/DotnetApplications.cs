namespace SupplyChain.Scanning.Catalogue;

/// <summary>Brings the programs of .NET in a target together with the runtimes that are installed there.</summary>
internal static class DotnetApplications
{
    private const string Dependencies = ".deps.json";

    // More than anybody installs; each program is compared with each of them.
    private const int MostRuntimes = 200;

    /// <summary>The programs that run on shared frameworks, each with those it gets, sorted by location.</summary>
    public static IReadOnlyList<DotnetApplication> Of(IReadOnlyDictionary<string, LiveFile> files)
    {
        var installed = files
            .Keys.Select(path => (Path: path, Place: PlaceOf(path)))
            .Where(file => file.Place is not null)
            .GroupBy(file => file.Place!.Value.Name, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group =>
                    group
                        .OrderBy(file => file.Path, StringComparer.Ordinal)
                        .Select(file => (file.Path, file.Place!.Value.Root, file.Place.Value.Version))
                        .Take(MostRuntimes)
                        .ToList(),
                StringComparer.Ordinal
            );
        return
        [
            .. files
                .Where(file => file.Value.Facts.Runtime is { Runtimes.Count: > 0 } && !IsOfFramework(file.Key))
                .OrderBy(file => file.Key, StringComparer.Ordinal)
                .Select(file => new DotnetApplication(
                    Plain.Text(file.Key),
                    [
                        .. file.Value.Facts.Runtime!.Runtimes.Select(use =>
                            use with
                            {
                                RunsOn = Resolve(use, installed.GetValueOrDefault(use.Name) ?? []),
                            }
                        ),
                    ]
                )),
        ];
    }

    /// <summary>The programs of which no file says what packages they have.</summary>
    public static IEnumerable<Limitation> Unlisted(IReadOnlyDictionary<string, LiveFile> files) =>
        files
            .Keys.Where(path => path.EndsWith(DotnetRuntimeReader.Suffix, StringComparison.OrdinalIgnoreCase))
            // The SDK has one for each runtime that it may start the same test host with.
            .Where(path => !TreePath.FileName(path).StartsWith("testhost-"))
            .Where(path => !files.ContainsKey(path[..^DotnetRuntimeReader.Suffix.Length] + Dependencies))
            .Select(path => new Limitation(
                "scan.uncovered",
                "Programs of .NET without deps.json do not say which packages they have.",
                path
            ));

    private static IReadOnlyList<InstalledRuntime> Resolve(
        RuntimeUse use,
        IReadOnlyList<(string Path, string Root, string Version)> installed
    ) =>
        [
            .. installed
                .GroupBy(file => file.Root, StringComparer.Ordinal)
                .OrderBy(root => root.Key, StringComparer.Ordinal)
                .Select(root =>
                    RollForward.Choose(use, [.. root.Select(file => file.Version)]) is { } version
                        ? new InstalledRuntime(Plain.Text(version), Plain.Text(root.First(file => file.Version == version).Path))
                        : null
                )
                .OfType<InstalledRuntime>(),
        ];

    private static bool IsOfFramework(string path) =>
        PlaceOf(path.Replace(DotnetRuntimeReader.Suffix, Dependencies, StringComparison.OrdinalIgnoreCase)) is not null;

    // "ROOT/shared/NAME/VERSION/NAME.deps.json".
    private static (string Root, string Name, string Version)? PlaceOf(string path) =>
        path.EndsWith(Dependencies, StringComparison.Ordinal)
        && path.Split('/') is [.. var root, "shared", var name, var version, var file]
        && file.AsSpan(0, file.Length - Dependencies.Length).SequenceEqual(name)
            ? (string.Join('/', root), name, version)
            : null;
}
