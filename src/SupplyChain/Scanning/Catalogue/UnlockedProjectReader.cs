using System.Text;
using System.Text.Json;
using SupplyChain.Scanning.Catalogue.Formats;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>
/// What a project asks for itself, in the words of its tool. That says neither which versions it gets nor what they need in turn, so it is a
/// limitation where no lock file says that.
/// </summary>
internal sealed class UnlockedProjectReader : FileReader
{
    /// <inheritdoc />
    public override int LargestFile => 4 * 1024 * 1024;

    /// <inheritdoc />
    public override bool Accepts(string path) =>
        (TreePath.FileName(path) is ProjectLocks.PnpmWorkspace || KindOf(path) is not null) && !TreePath.IsBroughtAlong(path);

    /// <inheritdoc />
    protected override FileFacts Understand(string path, ReadOnlyMemory<byte> content)
    {
        var (asks, isWorkspace) =
            content.IsEmpty || TreePath.FileName(path) is ProjectLocks.PnpmWorkspace
                ? (false, !content.IsEmpty)
                : TreePath.FileName(path) switch
                {
                    "package.json" or "composer.json" => OfJson(content),
                    "pyproject.toml" or "Cargo.toml" or "Pipfile" => OfToml(content),
                    "Gemfile" or "gems.rb" => (AnyLine(content, "gem ", "gem(", "gemspec"), false),
                    "build.gradle" or "build.gradle.kts" => (AnyLine(content, "dependencies"), false),
                    _ => (content.Span.IndexOf("install_requires"u8) >= 0, false),
                };
        return asks || isWorkspace
            ? new FileFacts
            {
                IsWorkspace = isWorkspace,
                Limitations = asks
                    ?
                    [
                        new Limitation(
                            "scan.uncovered",
                            $"A project of {KindOf(path)} without a lock file does not say which packages it gets.",
                            path
                        ),
                    ]
                    : [],
            }
            : FileFacts.None;
    }

    private static string? KindOf(string path) =>
        TreePath.FileName(path) switch
        {
            "package.json" => "npm",
            "pyproject.toml" or "setup.py" or "setup.cfg" or "Pipfile" => "Python",
            "Gemfile" or "gems.rb" => "Ruby",
            "Cargo.toml" => "Rust",
            "composer.json" => "Composer",
            "build.gradle" or "build.gradle.kts" => "Gradle",
            _ => null,
        };

    // What Composer's packages require of PHP itself has no vendor in its name.
    private static (bool Asks, bool IsWorkspace) OfJson(ReadOnlyMemory<byte> content)
    {
        using var document = JsonDocument.Parse(content.Span.StartsWith("\ufeff"u8) ? content[3..] : content, JsonText.Lenient);
        var root = document.RootElement;
        return (
            Has(root, "dependencies")
                || Has(root, "optionalDependencies")
                || JsonText.Members(root, "require").Any(need => need.Name.Contains('/', StringComparison.Ordinal)),
            JsonText.Child(root, "workspaces") is not null
        );
    }

    // Cargo and Poetry have tables of dependencies, also by platform; pyproject.toml a list; Pipenv "packages".
    private static (bool Asks, bool IsWorkspace) OfToml(ReadOnlyMemory<byte> content)
    {
        using var document = TomlJson.Read(content);
        var root = document.RootElement;
        var project = JsonText.Child(root, "project") ?? default;
        var tool = JsonText.Child(root, "tool") ?? default;
        return (
            Has(root, "dependencies")
                || Has(root, "packages")
                || JsonText.Members(root, "target").Any(target => Has(target.Value, "dependencies"))
                || JsonText.Items(project, "dependencies").Any()
                || JsonText.Texts(project, "dynamic").Contains("dependencies")
                || JsonText.Members(JsonText.Child(tool, "poetry") ?? default, "dependencies").Any(need => need.Name != "python"),
            JsonText.Child(root, "workspace") is not null
                || JsonText.Child(JsonText.Child(tool, "uv") ?? default, "workspace") is not null
        );
    }

    private static bool Has(JsonElement element, string name) => JsonText.Members(element, name).Any();

    private static bool AnyLine(ReadOnlyMemory<byte> content, params string[] starts) =>
        Encoding
            .UTF8.GetString(content.Span)
            .Split('\n')
            .Select(line => line.TrimStart())
            .Any(line => starts.Any(start => line.StartsWith(start, StringComparison.Ordinal)));
}
