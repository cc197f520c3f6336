using System.Globalization;
using System.Text;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>The modules that a module of Go is built from: <c>go.mod</c> (go.dev/ref/mod, "go.mod files").</summary>
internal sealed class GoModuleFileReader() : ProjectFileReader("go.mod")
{
    /// <inheritdoc />
    protected override FileFacts Understand(string path, ReadOnlyMemory<byte> content)
    {
        var modules = new List<(string Name, string Version)>();
        var replacements = new Dictionary<(string Name, string? Version), (string Name, string? Version)>();
        var isWhole = false;
        foreach (var words in Directives(Encoding.UTF8.GetString(content.Span)))
        {
            switch (words)
            {
                case ["go", var version, ..]:
                    isWhole = ListsAll(version);
                    break;
                case ["require", var name, var version, ..]:
                    modules.Add((name, version));
                    break;
                case ["replace", var old, "=>", var other, ..]:
                    replacements[(old, null)] = (other, words.Length > 4 ? words[4] : null);
                    break;
                case ["replace", var old, var oldVersion, "=>", var other, ..]:
                    replacements[(old, oldVersion)] = (other, words.Length > 5 ? words[5] : null);
                    break;
            }
        }

        return new FileFacts
        {
            Packages =
            [
                .. modules
                    .Select(module => Replaced(module, replacements))
                    .Select(module => Named("golang", module.Name, module.Version, path))
                    .OfType<Package>()
                    .DistinctBy(package => (package.Name, package.Version)),
            ],
            Limitations =
                isWhole || modules.Count == 0
                    ? []
                    :
                    [
                        new Limitation(
                            "scan.uncovered",
                            "Before Go 1.17, go.mod leaves out what its modules need in turn.",
                            path
                        ),
                    ],
        };
    }

    // A module in a folder of the builder has no version, and stays what it replaced.
    private static (string Name, string Version) Replaced(
        (string Name, string Version) module,
        Dictionary<(string Name, string? Version), (string Name, string? Version)> replacements
    ) =>
        (
            replacements.TryGetValue((module.Name, module.Version), out var other)
            || replacements.TryGetValue((module.Name, null), out other)
        ) && other.Version is { } version
            ? (other.Name, version)
            : module;

    // "require name version", or "require (" and then such lines without the word.
    private static IEnumerable<string[]> Directives(string text)
    {
        string? block = null;
        foreach (var line in text.Split('\n'))
        {
            var comment = line.IndexOf("//", StringComparison.Ordinal);
            string[] words =
            [
                .. (comment < 0 ? line : line[..comment])
                    .Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries)
                    .Select(word => word.Trim('"', '`')),
            ];
            if (words is [var directive, "("])
            {
                block = directive;
            }
            else if (words is [")"])
            {
                block = null;
            }
            else if (words.Length > 0)
            {
                yield return block is null ? words : [block, .. words];
            }
        }
    }

    // "1.17", "1.22.1" or "1.17rc1".
    private static bool ListsAll(string version) =>
        version.Split('.') is [var major, var minor, ..] && (LeadingNumber(major) > 1 || LeadingNumber(minor) >= 17);

    private static int LeadingNumber(string text) =>
        int.TryParse(string.Concat(text.TakeWhile(char.IsAsciiDigit)), CultureInfo.InvariantCulture, out var number) ? number : 0;
}
