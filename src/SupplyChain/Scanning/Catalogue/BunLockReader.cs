using System.Text.Json;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>What Bun would install: <c>bun.lock</c> (bun.sh/docs, "Lockfile"), without what is for development.</summary>
internal sealed class BunLockReader() : ProjectFileReader("bun.lock")
{
    private const int LongestKey = 1024;

    private static readonly string[] Kinds = ["dependencies", "optionalDependencies", "peerDependencies"];

    /// <inheritdoc />
    protected override FileFacts Understand(string path, ReadOnlyMemory<byte> content)
    {
        using var document = JsonDocument.Parse(content, JsonText.Lenient);
        var root = document.RootElement;
        if (JsonText.Child(root, "workspaces") is not { ValueKind: JsonValueKind.Object } workspaces)
        {
            return FileFacts.Unreadable(path, "it is not a lock file of Bun");
        }

        // An entry is ["name@version", registry, {what it needs}, integrity].
        var entries = JsonText
            .Members(root, "packages")
            .Where(entry => entry.Value.ValueKind == JsonValueKind.Array && entry.Value.GetArrayLength() > 0)
            .DistinctBy(entry => entry.Name)
            .ToDictionary(entry => entry.Name, entry => entry.Value, StringComparer.Ordinal);
        var next = new Stack<string>(
            workspaces
                .EnumerateObject()
                .SelectMany(project => Needs(project.Value).Select(name => Find(entries, project.Name, name)))
                .OfType<string>()
        );
        var reached = new HashSet<string>(StringComparer.Ordinal);
        while (next.TryPop(out var key))
        {
            if (reached.Add(key))
            {
                var needs = entries[key].EnumerateArray().Where(part => part.ValueKind == JsonValueKind.Object).SelectMany(Needs);
                foreach (var needed in needs.Select(name => Find(entries, key, name)).OfType<string>())
                {
                    next.Push(needed);
                }
            }
        }

        return new FileFacts
        {
            Packages =
            [
                .. reached
                    .Select(key => PackageOf(entries[key], path))
                    .OfType<Package>()
                    .DistinctBy(package => (package.Name, package.Version)),
            ],
        };
    }

    private static IEnumerable<string> Needs(JsonElement element) =>
        Kinds.SelectMany(kind => JsonText.Members(element, kind)).Select(need => need.Name);

    // As in node_modules: what stands in the package's own folder counts before what stands in those around it.
    private static string? Find(Dictionary<string, JsonElement> entries, string from, string name)
    {
        for (
            var folder = from.Length <= LongestKey ? from : "";
            folder.Length > 0;
            folder = folder[..Math.Max(0, folder.LastIndexOf('/'))]
        )
        {
            if (entries.ContainsKey($"{folder}/{name}"))
            {
                return $"{folder}/{name}";
            }
        }

        return entries.ContainsKey(name) ? name : null;
    }

    // Those of the workspace itself have "workspace:" in place of a version.
    private static Package? PackageOf(JsonElement entry, string path)
    {
        var resolved = entry[0].ValueKind == JsonValueKind.String ? entry[0].GetString()! : "";
        var at = resolved.LastIndexOf('@');
        return at > 0 && !resolved.AsSpan(at).Contains(':')
            ? Named("npm", resolved[..at], resolved[(at + 1)..], path)! with
            {
                Hashes = PackageHash.OfIntegrity(
                    entry.EnumerateArray().Last() is { ValueKind: JsonValueKind.String } last ? last.GetString() : null
                ),
            }
            : null;
    }
}
