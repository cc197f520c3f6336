using System.Text.Json;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>What npm would install: <c>package-lock.json</c>, versions 1 to 3, without what is for development (docs.npmjs.com, package-lock.json).</summary>
internal sealed class NodeLockReader : FileReader
{
    private const string Alias = "npm:";

    /// <inheritdoc />
    public override int LargestFile => 16 * 1024 * 1024;

    /// <inheritdoc />
    public override bool Accepts(string path) =>
        TreePath.FileName(path) is "package-lock.json" or "npm-shrinkwrap.json"
        && !$"/{path}".Contains("/node_modules/", StringComparison.Ordinal);

    /// <inheritdoc />
    protected override FileFacts Understand(string path, ReadOnlyMemory<byte> content)
    {
        using var document = JsonDocument.Parse(content, JsonText.Lenient);
        var root = document.RootElement;
        var packages =
            JsonText.Child(root, "packages") is { ValueKind: JsonValueKind.Object } ? Packages(root, path)
            : JsonText.Child(root, "dependencies") is { ValueKind: JsonValueKind.Object } ? Dependencies(root, path)
            : JsonText.Child(root, "lockfileVersion") is not null ? []
            : null;
        return packages is null
            ? FileFacts.Unreadable(path, "it is not a lock file of npm")
            : new FileFacts { Packages = [.. packages.DistinctBy(package => (package.Name, package.Version))] };
    }

    private static IEnumerable<Package> Packages(JsonElement root, string path)
    {
        const string folder = "node_modules/";
        foreach (var entry in JsonText.Members(root, "packages"))
        {
            var start = entry.Name.LastIndexOf(folder, StringComparison.Ordinal);
            var name = JsonText.Member(entry.Value, "name") ?? (start < 0 ? "" : entry.Name[(start + folder.Length)..]);
            if (start >= 0 && !JsonText.Flag(entry.Value, "link") && PackageOf(entry.Value, name, path) is { } package)
            {
                yield return package;
            }
        }
    }

    private static IEnumerable<Package> Dependencies(JsonElement parent, string path) =>
        JsonText
            .Members(parent, "dependencies")
            .SelectMany(entry =>
                Dependencies(entry.Value, path).Concat(PackageOf(entry.Value, entry.Name, path) is { } package ? [package] : [])
            );

    private static Package? PackageOf(JsonElement entry, string name, string path)
    {
        if (name.Length == 0 || JsonText.Flag(entry, "dev") || JsonText.Member(entry, "version") is not { Length: > 0 } version)
        {
            return null;
        }

        // Version 1 writes a package under another name as "npm:name@1.0.0".
        if (version.StartsWith(Alias, StringComparison.Ordinal) && version.LastIndexOf('@') is var at && at > Alias.Length)
        {
            (name, version) = (version[Alias.Length..at], version[(at + 1)..]);
        }

        return new Package
        {
            Name = Plain.Text(name),
            Version = Plain.Text(version),
            Type = "npm",
            Location = path,
            Hashes = PackageHash.OfIntegrity(JsonText.Member(entry, "integrity")),
            Licenses = JsonText.Member(entry, "license") is { Length: > 0 } license ? [Plain.Text(license)] : [],
        };
    }
}
