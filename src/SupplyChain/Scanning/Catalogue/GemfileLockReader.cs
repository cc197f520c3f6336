using System.Text;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>What Bundler would install: <c>Gemfile.lock</c> or <c>gems.locked</c> (bundler.io/man, "gemfile"). It does not say what is for development.</summary>
internal sealed class GemfileLockReader() : ProjectFileReader("Gemfile.lock", "gems.locked")
{
    /// <inheritdoc />
    protected override FileFacts Understand(string path, ReadOnlyMemory<byte> content)
    {
        var packages = new List<Package>();
        var requires = new List<string>();
        var inSpecs = false;
        foreach (var line in Encoding.UTF8.GetString(content.Span).Split('\n').Select(line => line.TrimEnd('\r')))
        {
            var indent = line.Length - line.AsSpan().TrimStart(' ').Length;
            if (indent < 4)
            {
                inSpecs = line is "  specs:";
            }
            else if (inSpecs && indent == 4 && PackageOf(line[indent..], path) is { } package)
            {
                packages.Add(package with { Requires = requires = [] });
            }
            else if (inSpecs && indent == 6)
            {
                requires.Add(line[indent..].Split(' ')[0]);
            }
        }

        return new FileFacts { Packages = [.. packages.DistinctBy(package => (package.Name, package.Version))] };
    }

    // "name (1.2.3)", or with the platform that it was built for: "name (1.2.3-x86_64-linux)".
    private static Package? PackageOf(string line, string path) =>
        line.Split(' ') is [var name, ['(', .. var version, ')']] ? Named("gem", name, version.Split('-')[0], path) : null;
}
