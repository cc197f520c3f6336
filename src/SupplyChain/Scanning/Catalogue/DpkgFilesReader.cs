using System.Text;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>
/// The files of a package of dpkg: <c>info/NAME.list</c> (dpkg-query(1), "--listfiles"), and <c>status.d/NAME.md5sums</c> in images
/// without a package manager.
/// </summary>
internal sealed class DpkgFilesReader : FileReader
{
    private const string Folder = "var/lib/dpkg/info/";
    private const string List = ".list";
    private const string Checksums = ".md5sums";
    private const int ChecksumLength = 32;
    private const int LongestLine = 16 * 1024;

    /// <inheritdoc />
    public override int LargestFile => 32 * 1024 * 1024;

    /// <inheritdoc />
    public override bool Accepts(string path) =>
        (path.StartsWith(Folder, StringComparison.Ordinal) && path.EndsWith(List, StringComparison.Ordinal))
        || (path.StartsWith(DpkgReader.Folder, StringComparison.Ordinal) && path.EndsWith(Checksums, StringComparison.Ordinal));

    /// <inheritdoc />
    protected override FileFacts Understand(string path, ReadOnlyMemory<byte> content)
    {
        var isList = path.EndsWith(List, StringComparison.Ordinal);
        var name = isList ? path[Folder.Length..^List.Length] : path[DpkgReader.Folder.Length..^Checksums.Length];
        // "name:architecture" where more than one architecture can be installed.
        var package = Plain.Text(name.Split(':')[0]);
        var owned = new OwnedFiles(path);
        foreach (var range in content.Span.Split((byte)'\n'))
        {
            var line = content.Span[range].TrimEnd((byte)'\r');
            var file = isList || line.Length < ChecksumLength ? line : line[ChecksumLength..].TrimStart((byte)' ');
            if (file.Length is > 0 and < LongestLine)
            {
                owned.Add(TreePath.Normalise(Encoding.UTF8.GetString(file.TrimStart((byte)'/'))), package);
            }
        }

        return new FileFacts
        {
            Owned = owned.Files,
            // Where each package has a file of its own, that file is there or the package is not.
            Details = isList ? new PackageDetails(package, Licenses: null) : null,
            Limitations = owned.Limitations,
        };
    }
}
