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
        var files = Encoding
            .UTF8.GetString(content.Span)
            .Split('\n')
            .Select(line =>
                isList ? line
                : line.Length > ChecksumLength ? line[ChecksumLength..].TrimStart()
                : ""
            )
            .Select(line => TreePath.Normalise(line.TrimEnd('\r')))
            .OfType<string>()
            .Where(FileReaders.IsOwnable);
        return new FileFacts
        {
            Owned = [.. files.Select(file => new OwnedFile(file, package))],
            // Where each package has a file of its own, that file is there or the package is not.
            Details = isList ? new PackageDetails(package, Licenses: null) : null,
        };
    }
}
