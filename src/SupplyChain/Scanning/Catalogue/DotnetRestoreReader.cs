using System.Text.Json;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>
/// What NuGet resolved for a project: <c>obj/project.assets.json</c>, which every restore writes, and <c>packages.lock.json</c>
/// (learn.microsoft.com, "Locking dependencies").
/// </summary>
internal sealed class DotnetRestoreReader : FileReader
{
    /// <summary>Name of the lock file.</summary>
    public const string LockFile = "packages.lock.json";

    /// <summary>Path of the other below the folder of the project.</summary>
    public const string Assets = "obj/project.assets.json";

    /// <inheritdoc />
    public override int LargestFile => 16 * 1024 * 1024;

    /// <inheritdoc />
    public override bool Accepts(string path) =>
        TreePath.FileName(path) is LockFile || path == Assets || path.EndsWith("/" + Assets, StringComparison.Ordinal);

    /// <inheritdoc />
    protected override FileFacts Understand(string path, ReadOnlyMemory<byte> content)
    {
        using var document = JsonDocument.Parse(content, JsonText.Lenient);
        var root = document.RootElement;
        var packages =
            TreePath.FileName(path) is LockFile
                ? JsonText.Child(root, "dependencies") is { ValueKind: JsonValueKind.Object }
                    ? Locked(root, path)
                    : null
                : JsonText.Child(root, "libraries") is { ValueKind: JsonValueKind.Object }
                    ? Resolved(root, path)
                    : null;
        // A project of several targets has the same packages several times.
        return packages is null
            ? FileFacts.Unreadable(path, "it names no packages as NuGet does")
            : new FileFacts
            {
                Packages =
                [
                    .. packages
                        .GroupBy(package => (package.Name.ToLowerInvariant(), package.Version))
                        .Select(same =>
                            same.First() with
                            {
                                Requires =
                                [
                                    .. same.SelectMany(package => package.Requires).Distinct(StringComparer.OrdinalIgnoreCase),
                                ],
                            }
                        ),
                ],
            };
    }

    private static IEnumerable<Package> Locked(JsonElement root, string path) =>
        JsonText
            .Members(root, "dependencies")
            .SelectMany(target => target.Value.ValueKind == JsonValueKind.Object ? target.Value.EnumerateObject() : default)
            .Where(entry => JsonText.Member(entry.Value, "type") != "Project")
            .Where(entry => entry.Name.Length > 0 && JsonText.Member(entry.Value, "resolved") is { Length: > 0 })
            .Select(entry => new Package
            {
                Name = Plain.Text(entry.Name),
                Version = Plain.Text(JsonText.Member(entry.Value, "resolved")!),
                Type = "nuget",
                Location = path,
                Hashes = PackageHash.OfBase64("sha512", JsonText.Member(entry.Value, "contentHash")) is { } hash ? [hash] : [],
                Requires = RequiresOf(entry.Value),
            });

    private static IEnumerable<Package> Resolved(JsonElement root, string path)
    {
        var hashes = JsonText
            .Members(root, "libraries")
            .DistinctBy(library => library.Name)
            .ToDictionary(
                library => library.Name,
                library => PackageHash.OfBase64("sha512", JsonText.Member(library.Value, "sha512")),
                StringComparer.Ordinal
            );
        return JsonText
            .Members(root, "targets")
            .SelectMany(target => target.Value.ValueKind == JsonValueKind.Object ? target.Value.EnumerateObject() : default)
            .Where(entry => JsonText.Member(entry.Value, "type") == "package")
            .Select(entry => (Identity: entry.Name.Split('/'), entry.Name, entry.Value))
            .Where(entry => entry.Identity is [{ Length: > 0 }, { Length: > 0 }])
            .Select(entry => new Package
            {
                Name = Plain.Text(entry.Identity[0]),
                Version = Plain.Text(entry.Identity[1]),
                Type = "nuget",
                Location = path,
                Hashes = hashes.GetValueOrDefault(entry.Name) is { } hash ? [hash] : [],
                Requires = RequiresOf(entry.Value),
            });
    }

    private static IReadOnlyList<string> RequiresOf(JsonElement entry) =>
        [.. JsonText.Members(entry, "dependencies").Select(dependency => dependency.Name)];
}
