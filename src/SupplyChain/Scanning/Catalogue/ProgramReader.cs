using SupplyChain.Scanning.Catalogue.Formats;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>The packages that are linked into a program: modules of Go, crates of Rust, what is bundled in a single file of .NET.</summary>
internal sealed class ProgramReader : FileReader
{
    /// <summary>The smallest program that is read, in bytes; none of these kinds is smaller.</summary>
    public const int SmallestFile = 64 * 1024;

    /// <inheritdoc />
    public override int LargestFile => 96 * 1024 * 1024;

    // A program is known by its first bytes, not by its name.
    /// <inheritdoc />
    public override bool Accepts(string path) => false;

    /// <inheritdoc />
    protected override FileFacts Understand(string path, ReadOnlyMemory<byte> content)
    {
        if (ProgramFile.Parse(content) is not { } program)
        {
            return FileFacts.None;
        }

        if (GoBuildInfo.Find(program) is { } go)
        {
            var packages = GoModules.Packages(go, path).ToList();
            return new FileFacts
            {
                Packages = packages,
                // The standard library is always there.
                Limitations = packages.Count > 1 ? [] : [Silent("Programs of Go that were built without modules", path)],
            };
        }

        if (RustAudit.Packages(program, path) is { Count: > 0 } crates)
        {
            return new FileFacts { Packages = crates };
        }

        if (DotnetBundle.Find(program) is { } bundle)
        {
            return Bundled(bundle, path);
        }

        return program.Section("__managedcode", ".managed") is null
            ? Unexplained(path)
            : new FileFacts { Limitations = [Silent("Programs that .NET compiled ahead of time", path)] };
    }

    /// <summary>The facts of a program that says nothing.</summary>
    public static FileFacts Unexplained(string path) =>
        SystemFolders.Holds(path) ? new FileFacts { IsUnexplained = true } : FileFacts.None;

    private static Limitation Silent(string programs, string path) =>
        new("scan.uncovered", $"{programs} do not say which packages are in them.", path);

    private static FileFacts Bundled(DotnetBundle bundle, string path)
    {
        var facts = bundle.Dependencies is { } dependencies
            ? DotnetDependencies.Read(path, dependencies)
            : FileFacts.Unreadable(path, "it is a single-file program of .NET without a list of its packages");
        return bundle.RuntimeConfiguration is { } runtime
            ? facts with
            {
                Runtime = DotnetRuntimeConfiguration.Read(runtime),
            }
            : facts;
    }
}
