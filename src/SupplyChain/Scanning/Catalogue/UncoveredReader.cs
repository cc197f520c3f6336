namespace SupplyChain.Scanning.Catalogue;

/// <summary>Files that show that there are packages of a kind that is not read, so that the report can say so.</summary>
/// <param name="sources">Whether lock files and other sources count as well; in an image, only what is installed does.</param>
internal sealed class UncoveredReader(bool sources) : FileReader
{
    /// <inheritdoc />
    public override int LargestFile => 0;

    /// <inheritdoc />
    public override bool Accepts(string path) => KindOf(path) is not null;

    /// <inheritdoc />
    protected override FileFacts Understand(string path, ReadOnlyMemory<byte> content) =>
        new()
        {
            Limitations = [new Limitation("scan.uncovered", $"Packages of {KindOf(path)} are not read by this scanner.", path)],
        };

    private string? KindOf(string path)
    {
        var name = TreePath.FileName(path);
        return name.EndsWith(".json") && TreePath.FileName(TreePath.Folder(path)) is "conda-meta" ? "conda"
            // It does not name the source packages, which advisories of Ubuntu speak of.
            : path == "var/lib/chisel/manifest.wall" ? "chisel"
            : name.EndsWith(".egg") ? "Python in zipped eggs"
            : name is ProjectLocks.PlugAndPlay ? "Yarn in zip archives"
            : !sources ? null
            : KindOfSource(name) ?? (TreePath.IsBroughtAlong(path) ? null : KindOfLock(path));
    }

    private static string? KindOfLock(string path) =>
        ProjectLocks.IsCachedByYarn(path)
            ? "Yarn in zip archives"
            : TreePath.FileName(path) switch
            {
                "bun.lockb" => "Bun in binary form",
                "deno.lock" => "Deno",
                "pdm.lock" => "PDM",
                "go.sum" => "Go without go.mod",
                _ => null,
            };

    private static string? KindOfSource(ReadOnlySpan<char> name) =>
        name switch
        {
            "conan.lock" => "Conan",
            "Podfile.lock" => "CocoaPods",
            "Manifest.toml" => "Julia",
            "paket.lock" => "Paket",
            "environment.yml" or "environment.yaml" => "conda",
            _ => null,
        };
}
