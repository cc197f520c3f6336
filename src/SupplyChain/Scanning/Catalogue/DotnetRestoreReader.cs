using System.Text.Json;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>
/// What NuGet resolved for a project: <c>project.assets.json</c> in <c>obj</c> or a folder below it, which every restore writes, and
/// <c>packages.lock.json</c> or <c>packages.PROJECT.lock.json</c> (learn.microsoft.com, "Locking dependencies").
/// </summary>
internal sealed class DotnetRestoreReader : FileReader
{
    /// <summary>Name of the lock file.</summary>
    public const string LockFile = "packages.lock.json";

    /// <summary>Path of the other below the folder of the project, unless the project says otherwise.</summary>
    public const string Assets = "obj/project.assets.json";

    /// <summary>The folder that holds the other somewhere.</summary>
    public const string Folder = "/obj/";

    private const string LockStart = "packages.";
    private const string LockEnd = ".lock.json";

    /// <summary>Whether the file is one of the two.</summary>
    public static bool IsOne(string path) =>
        IsLock(path)
        || (TreePath.FileName(path) is "project.assets.json" && $"/{path}".Contains(Folder, StringComparison.Ordinal));

    /// <summary>Whether the file is a lock file.</summary>
    public static bool IsLock(string path) => TreePath.FileName(path) is LockFile || ProjectOfLock(path) is not null;

    /// <summary>The project that a lock file is named after, with underscores for spaces; null where it is named after none.</summary>
    public static string? ProjectOfLock(string path) =>
        TreePath.FileName(path) is { Length: > 19 } name && name.StartsWith(LockStart) && name.EndsWith(LockEnd)
            ? name[LockStart.Length..^LockEnd.Length].ToString()
            : null;

    /// <inheritdoc />
    public override int LargestFile => 16 * 1024 * 1024;

    /// <inheritdoc />
    public override bool Accepts(string path) => IsOne(path);

    /// <inheritdoc />
    protected override FileFacts Understand(string path, ReadOnlyMemory<byte> content)
    {
        using var document = JsonDocument.Parse(content, JsonText.Lenient);
        var root = document.RootElement;
        var packages = IsLock(path)
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
                Project =
                    JsonText.Child(root, "project") is { } project && JsonText.Child(project, "restore") is { } restore
                        ? JsonText.Member(restore, "projectPath")
                        : null,
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
