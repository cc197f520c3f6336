using System.Text;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>
/// The files of packages of dpkg that others have pushed aside (dpkg-divert(1)): three lines for each, the file, where it is now, and
/// the package that wanted it so, ":" where that is nobody.
/// </summary>
internal sealed class DpkgDiversionsReader : FileReader
{
    /// <inheritdoc />
    public override int LargestFile => 1024 * 1024;

    /// <inheritdoc />
    public override bool Accepts(string path) => path == "var/lib/dpkg/diversions";

    /// <inheritdoc />
    protected override FileFacts Understand(string path, ReadOnlyMemory<byte> content) =>
        new()
        {
            Owned =
            [
                .. Encoding
                    .UTF8.GetString(content.Span)
                    .Split('\n')
                    .Chunk(3)
                    .Where(lines => lines.Length == 3)
                    .Select(lines => (Moved: TreePath.Normalise(lines[1]), Package: lines[2]))
                    .Where(diversion => diversion.Moved is not null && SystemFolders.Holds(diversion.Moved))
                    .Select(diversion => new OwnedFile(diversion.Moved!, Plain.Text(diversion.Package))),
            ],
        };
}
