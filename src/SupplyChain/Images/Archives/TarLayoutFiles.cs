using SupplyChain.Images.Layouts;

namespace SupplyChain.Images.Archives;

/// <summary>An OCI layout's files in a tar file.</summary>
internal sealed class TarLayoutFiles(TarArchive archive, string location) : ILayoutFiles
{
    /// <inheritdoc />
    public string Location => location;

    /// <inheritdoc />
    public string Describe(string path) => $"{archive.Path} ({path})";

    /// <inheritdoc />
    public async Task<(Stream Content, long Length)?> OpenAsync(string path, CancellationToken cancellationToken) =>
        archive.Find(path) is { } entry ? (await archive.OpenAsync(entry, cancellationToken), entry.Length) : null;
}
