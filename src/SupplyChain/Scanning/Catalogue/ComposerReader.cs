using System.Text.Json;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>
/// What Composer would install, <c>composer.lock</c>, and what it has installed, <c>installed.json</c>, without what is for development
/// (getcomposer.org/doc, "composer.lock").
/// </summary>
/// <param name="name">One of the two.</param>
internal sealed class ComposerReader(string name) : ProjectFileReader(name)
{
    /// <summary>Name of the file about what would be installed.</summary>
    public const string Lock = "composer.lock";

    /// <summary>Name of the file about what is installed.</summary>
    public const string Installed = "installed.json";

    /// <inheritdoc />
    protected override FileFacts Understand(string path, ReadOnlyMemory<byte> content)
    {
        using var document = JsonDocument.Parse(content, JsonText.Lenient);
        var root = document.RootElement;
        // Before version 2 the installed ones were a bare list.
        var entries =
            root.ValueKind == JsonValueKind.Array ? root.EnumerateArray()
            : JsonText.Child(root, "packages") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray()
            : (IEnumerable<JsonElement>?)null;
        if (entries is null)
        {
            // Other tools call files so as well.
            return name == Installed ? FileFacts.None : FileFacts.Unreadable(path, "it is not a lock file of Composer");
        }

        var development = JsonText.Texts(root, "dev-package-names").ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new FileFacts
        {
            Packages =
            [
                .. entries
                    .Select(entry => PackageOf(entry, path))
                    .OfType<Package>()
                    .Where(package => !development.Contains(package.Name)),
            ],
        };
    }

    private static Package? PackageOf(JsonElement entry, string path) =>
        Named("composer", JsonText.Member(entry, "name"), JsonText.Member(entry, "version"), path) is { } package
            ? package with
            {
                Licenses = [.. JsonText.Texts(entry, "license").Select(Plain.Text)],
                Requires = [.. JsonText.Members(entry, "require").Select(need => need.Name)],
            }
            : null;
}
