using System.Text;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>What Gradle would take: <c>gradle.lockfile</c> (docs.gradle.org, "Locking Versions"), without what only tests need.</summary>
internal sealed class GradleLockReader() : ProjectFileReader("gradle.lockfile")
{
    /// <inheritdoc />
    protected override FileFacts Understand(string path, ReadOnlyMemory<byte> content)
    {
        var packages = new List<Package>();
        foreach (var line in Encoding.UTF8.GetString(content.Span).Split('\n').Select(line => line.Trim()))
        {
            // "group:name:version=compileClasspath,testRuntimeClasspath"; what locks nothing is "empty=".
            if (
                line.Split('=') is [var coordinates, var uses]
                && coordinates.Split(':') is [var group, var name, var version]
                && !uses.Split(',').All(use => use.TrimStart().StartsWith("test", StringComparison.Ordinal))
                && Named("maven", $"{group}:{name}", version, path) is { } package
            )
            {
                packages.Add(package);
            }
        }

        return new FileFacts { Packages = packages };
    }
}
