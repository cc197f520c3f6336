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
        using var document = YamlJson.Read(content);
        var root = document.RootElement;
        if (JsonText.Member(root, "lockfileVersion") is null)
        {
            return FileFacts.Unreadable(path, "it is not a lock file of pnpm");
        }

        var wanted = Reachable(root);
        return new FileFacts
        {
            Packages =
            [
                .. JsonText
                    .Members(root, "packages")
                    .Where(entry => !JsonText.Flag(entry.Value, "dev") && wanted?.Contains(entry.Name) is not false)
                    .Select(entry => PackageOf(entry, path))
                    .OfType<Package>()
                    .DistinctBy(package => (package.Name, package.Version)),
            ],
        };
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
                .Select(need => $"{need.Name}@{JsonText.Member(need.Value, "version")}")
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
                    // A package under another name is needed by its whole key.
                    var version = need.Value.ValueKind == JsonValueKind.String ? need.Value.GetString()! : "";
                    next.Push($"{need.Name}@{version}");
                    next.Push(version);
                }
            }
        }

        return packages;
    }

    private static IEnumerable<JsonProperty> Needs(JsonElement element) =>
        JsonText.Members(element, "dependencies").Concat(JsonText.Members(element, "optionalDependencies"));

    private static string WithoutPeers(string key) =>
        key.IndexOf('(', StringComparison.Ordinal) is > 0 and var peers ? key[..peers] : key;

    // "/name/1.0.0_peers", "/name@1.0.0(peers)" or "name@1.0.0".
    private static Package? PackageOf(JsonProperty entry, string path)
    {
        var key = WithoutPeers(entry.Name.TrimStart('/'));
        var slash = key.LastIndexOf('/');
        var isOld = entry.Name.StartsWith('/') && slash > 0 && char.IsAsciiDigit(key[Math.Min(slash + 1, key.Length - 1)]);
        var separator = isOld ? slash : key.LastIndexOf('@');
        if (separator < 1)
        {
            return null;
        }

        var version = isOld ? key[(separator + 1)..].Split('_')[0] : key[(separator + 1)..];
        return new Package
        {
            Name = Plain.Text(JsonText.Member(entry.Value, "name") ?? key[..separator]),
            Version = Plain.Text(JsonText.Member(entry.Value, "version") ?? version),
            Type = "npm",
            Location = path,
            Hashes = PackageHash.OfIntegrity(
                JsonText.Child(entry.Value, "resolution") is { } resolution ? JsonText.Member(resolution, "integrity") : null
            ),
        };
    }
}
