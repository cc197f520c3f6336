using System.Text;
using System.Text.Json;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>
/// What yarn would install: <c>yarn.lock</c> of version 1 (classic.yarnpkg.com, "yarn.lock") and later ones, which are YAML. It does not say
/// what is for development, so that counts too.
/// </summary>
internal sealed class YarnLockReader : FileReader
{
    private const string Registry = "@npm:";
    private const string Patch = "@patch:";

    private static readonly string[] Local = ["@workspace:", "@link:", "@portal:"];

    /// <inheritdoc />
    public override int LargestFile => 8 * 1024 * 1024;

    /// <inheritdoc />
    public override bool Accepts(string path) =>
        TreePath.FileName(path) is "yarn.lock" && !$"/{path}".Contains("/node_modules/", StringComparison.Ordinal);

    /// <inheritdoc />
    protected override FileFacts Understand(string path, ReadOnlyMemory<byte> content)
    {
        if (content.Span.IndexOf("# yarn lockfile v1"u8) >= 0)
        {
            return new FileFacts { Packages = [.. Classic(Encoding.UTF8.GetString(content.Span), path)] };
        }

        using var document = YamlJson.Read(content);
        return JsonText.Child(document.RootElement, "__metadata") is null
            ? FileFacts.Unreadable(path, "it is not a lock file of yarn")
            : new FileFacts
            {
                Packages = [.. Modern(document.RootElement, path).DistinctBy(package => (package.Name, package.Version))],
            };
    }

    // Entries begin at the start of a line with what was asked for; their members are indented.
    private static IEnumerable<Package> Classic(string text, string path)
    {
        string? name = null;
        string? version = null;
        IReadOnlyList<PackageHash> hashes = [];
        var entries = new List<Package>();
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd('\r')).Append("end"))
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (line[0] != ' ')
            {
                if (name is { Length: > 0 } && version is { Length: > 0 })
                {
                    entries.Add(PackageOf(name, version, path) with { Hashes = hashes });
                }

                (name, version, hashes) = (NameOf(line), null, []);
            }
            else if (line.StartsWith("  version ", StringComparison.Ordinal))
            {
                version = line["  version ".Length..].Trim(' ', '"');
            }
            else if (line.StartsWith("  integrity ", StringComparison.Ordinal))
            {
                hashes = PackageHash.OfIntegrity(line["  integrity ".Length..].Trim(' ', '"'));
            }
        }

        return entries.DistinctBy(package => (package.Name, package.Version));
    }

    // "name@range", "@scope/name@range", or "other@npm:name" with or without "@range" for a package under another name.
    private static string NameOf(string line)
    {
        var request = line.Split(',')[0].Trim(' ', '"', ':');
        var alias = request.IndexOf(Registry, StringComparison.Ordinal);
        return NameBefore(alias > 0 ? $"{request[(alias + Registry.Length)..]}@" : request);
    }

    private static string NameBefore(string text) =>
        text.IndexOf('@', Math.Min(1, text.Length)) is > 0 and var at ? text[..at] : "";

    private static IEnumerable<Package> Modern(JsonElement root, string path)
    {
        foreach (var entry in root.EnumerateObject())
        {
            var resolution = JsonText.Member(entry.Value, "resolution") ?? "";
            // Patched packages say what they are a patch of, which may have another name.
            var patch = resolution.IndexOf(Patch, StringComparison.Ordinal);
            var name = NameBefore(patch > 0 ? resolution[(patch + Patch.Length)..] : resolution);
            if (
                name.Length > 0
                && !IsLocal(resolution, name)
                && JsonText.Member(entry.Value, "version") is { Length: > 0 } version
            )
            {
                yield return PackageOf(name, version, path);
            }
        }
    }

    // Those of the workspace are the project itself.
    private static bool IsLocal(string resolution, string name) =>
        Local.Any(protocol => resolution.AsSpan(name.Length).StartsWith(protocol, StringComparison.Ordinal));

    private static Package PackageOf(string name, string version, string path) =>
        new()
        {
            Name = Plain.Text(name),
            Version = Plain.Text(version),
            Type = "npm",
            Location = path,
        };
}
