using System.Text.Json;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>What Swift's package manager would take: <c>Package.resolved</c>, versions 1 to 3 (docs.swift.org, "Package.resolved").</summary>
internal sealed class SwiftLockReader() : ProjectFileReader("Package.resolved")
{
    /// <inheritdoc />
    protected override FileFacts Understand(string path, ReadOnlyMemory<byte> content)
    {
        using var document = JsonDocument.Parse(content, JsonText.Lenient);
        var root = document.RootElement;
        var pins = JsonText.Items(JsonText.Child(root, "object") ?? root, "pins").ToList();
        Package[] packages = [.. pins.Select(pin => PackageOf(pin, path)).OfType<Package>()];
        return new FileFacts { Packages = packages, Limitations = packages.Length < pins.Count ? [Unpinned(path)] : [] };
    }

    // A package is called as the repository that it is in; one that is taken from a branch has no version.
    private static Package? PackageOf(JsonElement pin, string path)
    {
        var repository = JsonText.Member(pin, "location") ?? JsonText.Member(pin, "repositoryURL") ?? "";
        var name = repository.Replace("https://", "", StringComparison.Ordinal);
        name = name.EndsWith(".git", StringComparison.Ordinal) ? name[..^4] : name;
        return Named("swift", name, JsonText.Member(JsonText.Child(pin, "state") ?? default, "version"), path);
    }
}
