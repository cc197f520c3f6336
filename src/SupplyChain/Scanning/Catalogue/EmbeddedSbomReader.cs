using SupplyChain.Scanning.Sbom;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>
/// An SBOM that somebody put into the target: <c>*.spdx.json</c>, <c>*.cdx.json</c>, <c>bom.json</c> and <c>.spdx-*.spdx</c>. It can add packages that
/// no other file names, and takes none away.
/// </summary>
internal sealed class EmbeddedSbomReader : FileReader
{
    private const string Common = "bom.json";

    // Wolfi has one for each package of its database, about the sources it was built from.
    private const string OfPackages = "var/lib/db/sbom/";

    /// <inheritdoc />
    public override int LargestFile => 16 * 1024 * 1024;

    /// <inheritdoc />
    public override bool Accepts(string path) =>
        (path.EndsWith(".spdx.json", StringComparison.Ordinal) && !path.StartsWith(OfPackages, StringComparison.Ordinal))
        || path.EndsWith(".cdx.json", StringComparison.Ordinal)
        || TreePath.FileName(path) is Common
        || (TreePath.FileName(path).StartsWith(".spdx-") && path.EndsWith(".spdx", StringComparison.Ordinal));

    /// <inheritdoc />
    protected override FileFacts Understand(string path, ReadOnlyMemory<byte> content) =>
        SbomReader.TryRead(content) is { } contents
            ? new FileFacts
            {
                Claimed = [.. contents.Packages.Select(package => package with { Location = path, LayerDigest = null })],
                Limitations = contents.Limitations,
            }
        // Many things are called a bill of material.
        : TreePath.FileName(path) is Common ? FileFacts.None
        : FileFacts.Unreadable(path, "it is neither CycloneDX nor SPDX 2 in JSON");
}
