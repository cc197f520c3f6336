using System.Text.Json;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>What pnpm would install: <c>pnpm-lock.yaml</c>, versions 5 to 9 (github.com/pnpm/spec, lockfile), without what is for development.</summary>
internal sealed class PnpmLockReader : FileReader
{
    /// <inheritdoc />
    public override int LargestFile => 8 * 1024 * 1024;

    /// <inheritdoc />
    public override bool Accepts(string path) =>
        TreePath.FileName(path) is "pnpm-lock.yaml" && !$"/{path}".Contains("/node_modules/", StringComparison.Ordinal);

    /// <inheritdoc />
    protected override FileFacts Understand(string path, ReadOnlyMemory<byte> content)
    {
        // Since version 11 pnpm writes what it is itself made of as a document before that of the projects.
        using var documents = YamlJson.ReadAll(content);
        var roots = documents.RootElement.EnumerateArray().ToList();
        return roots.Count == 0 || roots.Exists(root => JsonText.Member(root, "lockfileVersion") is null)
            ? FileFacts.Unreadable(path, "it is not a lock file of pnpm")
            : new FileFacts
            {
                Packages =
                [
                    .. roots.SelectMany(root => Packages(root, path)).DistinctBy(package => (package.Name, package.Version)),
                ],
            };
    }

    private static IEnumerable<Package> Packages(JsonElement root, string path)
    {
        var wanted = Reachable(root);
        return JsonText
            .Members(root, "packages")
            .Where(entry => !JsonText.Flag(entry.Value, "dev") && wanted?.Contains(entry.Name) is not false)
            .Select(entry => PackageOf(entry, path))
            .OfType<Package>();
    }

    // Since version 9 packages are not marked as for development; what the projects need is followed instead.
    private static HashSet<string>? Reachable(JsonElement root)
    {
        if (JsonText.Child(root, "snapshots") is not { ValueKind: JsonValueKind.Object } snapshots)
        {
            return null;
        }

        var known = snapshots
            .EnumerateObject()
            .DistinctBy(entry => entry.Name)
            .ToDictionary(entry => entry.Name, entry => entry.Value);
        var next = new Stack<string>(
            JsonText
                .Members(root, "importers")
                .SelectMany(project => Needs(project.Value))
                .SelectMany(need => Keys(need, JsonText.Member(need.Value, "version")))
        );
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var packages = new HashSet<string>(StringComparer.Ordinal);
        while (next.TryPop(out var key))
        {
            if (reached.Add(key) && known.TryGetValue(key, out var snapshot))
            {
                packages.Add(WithoutPeers(key));
                foreach (var need in Needs(snapshot))
                {
                    foreach (
                        var other in Keys(need, need.Value.ValueKind == JsonValueKind.String ? need.Value.GetString() : null)
                    )
                    {
                        next.Push(other);
                    }
                }
            }
        }

        return packages;
    }

    private static IEnumerable<JsonProperty> Needs(JsonElement element) =>
        JsonText.Members(element, "dependencies").Concat(JsonText.Members(element, "optionalDependencies"));

    // A package under another name is needed by its whole key.
    private static IEnumerable<string> Keys(JsonProperty need, string? version) =>
        version is null ? [] : [$"{need.Name}@{version}", version];

    private static string WithoutPeers(string key) =>
        key.IndexOf('(', StringComparison.Ordinal) is > 0 and var peers ? key[..peers] : key;

    // "/name/1.0.0_peers", "/name@1.0.0(peers)" or "name@1.0.0"; what comes from elsewhere has members for both.
    private static Package? PackageOf(JsonProperty entry, string path)
    {
        var key = WithoutPeers(entry.Name.TrimStart('/'));
        var slash = key.LastIndexOf('/');
        var isOld = entry.Name.StartsWith('/') && slash > 0 && char.IsAsciiDigit(key[Math.Min(slash + 1, key.Length - 1)]);
        var separator = isOld ? slash : key.LastIndexOf('@');
        var name = JsonText.Member(entry.Value, "name") ?? (separator < 1 ? null : key[..separator]);
        var version = JsonText.Member(entry.Value, "version") ?? (separator < 1 ? null : key[(separator + 1)..]);
        if (name is null || version is null)
        {
            return null;
        }

        return new Package
        {
            Name = Plain.Text(name),
            Version = Plain.Text(isOld ? version.Split('_')[0] : version),
            Type = "npm",
            Location = path,
            Hashes = PackageHash.OfIntegrity(
                JsonText.Child(entry.Value, "resolution") is { } resolution ? JsonText.Member(resolution, "integrity") : null
            ),
        };
    }
}
