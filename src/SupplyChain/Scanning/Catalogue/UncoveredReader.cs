namespace SupplyChain.Scanning.Catalogue;

/// <summary>Files that show that there are packages of a kind that is not read, so that the report can say so.</summary>
/// <param name="sources">Whether lock files and other sources count as well; in an image, only what is installed does.</param>
internal sealed class UncoveredReader(bool sources) : IFileReader
{
    // Python packages of the distribution are there; its own database names them.
    private const string DebianPython = "usr/lib/python3/dist-packages/";

    /// <inheritdoc />
    public int LargestFile => 0;

    /// <inheritdoc />
    public bool Accepts(string path) => KindOf(path) is not null;

    /// <inheritdoc />
    public FileFacts Read(string path, ReadOnlyMemory<byte> content) =>
        new()
        {
            Limitations = [new Limitation("scan.uncovered", $"Packages of {KindOf(path)} are not read by this scanner.", path)],
        };

    private string? KindOf(string path)
    {
        var name = TreePath.FileName(path);
        return name switch
        {
            "Packages" or "Packages.db" or "rpmdb.sqlite" when IsRpm(path) => "RPM",
            "METADATA" when TreePath.Folder(path).EndsWith(".dist-info", StringComparison.Ordinal) => Python(path),
            "PKG-INFO" when TreePath.Folder(path).EndsWith(".egg-info", StringComparison.Ordinal) => Python(path),
            _ when name.EndsWith(".jar") || name.EndsWith(".war") || name.EndsWith(".ear") => "Java",
            _ when name.EndsWith(".gemspec") => "Ruby",
            _ when sources && !$"/{path}".Contains("/node_modules/", StringComparison.Ordinal) => KindOfSource(name),
            _ => null,
        };
    }

    private static string? KindOfSource(ReadOnlySpan<char> name) =>
        name switch
        {
            "requirements.txt" or "poetry.lock" or "uv.lock" or "Pipfile.lock" => "Python",
            "go.mod" => "Go",
            "Cargo.lock" => "Rust",
            "Gemfile.lock" => "Ruby",
            "composer.lock" => "PHP",
            "yarn.lock" or "pnpm-lock.yaml" or "bun.lock" => "yarn, pnpm or bun",
            "pom.xml" or "gradle.lockfile" => "Java",
            _ => null,
        };

    private static string? Python(string path) => path.StartsWith(DebianPython, StringComparison.Ordinal) ? null : "Python";

    private static bool IsRpm(string path) =>
        path.StartsWith("var/lib/rpm/", StringComparison.Ordinal)
        || path.StartsWith("usr/lib/sysimage/rpm/", StringComparison.Ordinal)
        || path.StartsWith("usr/share/rpm/", StringComparison.Ordinal);
}
