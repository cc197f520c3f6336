using System.Text.Json;
using SupplyChain.Scanning.Catalogue.Formats;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>
/// What Poetry, uv, Pipenv and others would install: <c>poetry.lock</c>, <c>uv.lock</c>, <c>Pipfile.lock</c> and <c>pylock.toml</c> (packaging.python.org,
/// "pylock.toml Specification"). Groups for development are left out where the file tells them apart.
/// </summary>
internal sealed class PythonLockReader : FileReader
{
    /// <inheritdoc />
    public override int LargestFile => 8 * 1024 * 1024;

    /// <inheritdoc />
    public override bool Accepts(string path) =>
        TreePath.FileName(path) is "poetry.lock" or "uv.lock" or "Pipfile.lock" or Standard;

    private const string Standard = "pylock.toml";

    private static readonly HashSet<string> Development = new(StringComparer.OrdinalIgnoreCase)
    {
        "dev",
        "develop",
        "development",
        "test",
        "tests",
        "testing",
        "doc",
        "docs",
        "lint",
        "linting",
        "format",
        "formatting",
        "typing",
        "types",
    };

    /// <inheritdoc />
    protected override FileFacts Understand(string path, ReadOnlyMemory<byte> content)
    {
        var isPipenv = TreePath.FileName(path) is "Pipfile.lock";
        var list = TreePath.FileName(path) is Standard ? "packages" : "package";
        using var document = isPipenv ? JsonDocument.Parse(content, JsonText.Lenient) : TomlJson.Read(content);
        var root = document.RootElement;
        return JsonText.Child(root, isPipenv ? "default" : list) is null && JsonText.Child(root, "version") is null
            ? FileFacts.Unreadable(path, "it names no packages as a lock file of Python does")
            : new FileFacts
            {
                Packages =
                [
                    .. isPipenv
                        ? Pipenv(root, path)
                        : JsonText.Items(root, list).Where(IsInstalled).Select(entry => Locked(entry, path)).OfType<Package>(),
                ],
            };
    }

    private static IEnumerable<Package> Pipenv(JsonElement root, string path) =>
        JsonText
            .Members(root, "default")
            .Concat(root.EnumerateObject().Where(IsCategory).SelectMany(category => category.Value.EnumerateObject()))
            .Select(entry => (entry.Name, Version: JsonText.Member(entry.Value, "version")))
            .Where(entry => entry.Version is not null)
            .Select(entry => PackageOf(entry.Name, entry.Version!.TrimStart('='), path))
            .DistinctBy(package => (package.Name, package.Version));

    private static bool IsCategory(JsonProperty member) =>
        member is { Name: not ("_meta" or "default" or "develop"), Value.ValueKind: JsonValueKind.Object };

    // Poetry has said in three ways which groups want a package. It installs those of all groups that are not said to be optional.
    private static bool IsInstalled(JsonElement entry)
    {
        var groups = JsonText.Texts(entry, "groups");
        return !Development.Contains(JsonText.Member(entry, "category") ?? "")
            && (groups.Count == 0 || !groups.All(Development.Contains));
    }

    private static Package? Locked(JsonElement entry, string path)
    {
        var requires = JsonText
            .Members(entry, "dependencies")
            .Select(dependency => dependency.Name)
            .Concat(JsonText.Items(entry, "dependencies").Select(dependency => JsonText.Member(dependency, "name")));
        return
            JsonText.Member(entry, "name") is { Length: > 0 } name && JsonText.Member(entry, "version") is { Length: > 0 } version
            ? PackageOf(name, version, path) with
            {
                Requires = [.. requires.OfType<string>()],
            }
            : null;
    }

    private static Package PackageOf(string name, string version, string path) =>
        new()
        {
            Name = Plain.Text(name),
            Version = Plain.Text(version),
            Type = "pypi",
            Location = path,
        };
}
