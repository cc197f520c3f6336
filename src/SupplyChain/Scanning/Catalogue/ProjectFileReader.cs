namespace SupplyChain.Scanning.Catalogue;

/// <summary>Reads a file that a project keeps beside its sources to say what it is built from, of at most 8 MiB.</summary>
/// <param name="names">How the file is called.</param>
internal abstract class ProjectFileReader(params string[] names) : FileReader
{
    /// <inheritdoc />
    public override int LargestFile => 8 * 1024 * 1024;

    // Installed packages bring along the files of their own projects, which say nothing about this one.
    /// <inheritdoc />
    public override bool Accepts(string path)
    {
        var name = TreePath.FileName(path);
        foreach (var accepted in names)
        {
            if (name.SequenceEqual(accepted))
            {
                return !$"/{path}".Contains("/node_modules/", StringComparison.Ordinal);
            }
        }

        return false;
    }

    /// <summary>The limitation of dependencies that the file names without an exact version.</summary>
    public static Limitation Unpinned(string path) =>
        new("scan.unpinned", "Dependencies without an exact version were not matched.", path);
}
