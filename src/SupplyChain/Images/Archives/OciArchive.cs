using SupplyChain.Images.Layouts;

namespace SupplyChain.Images.Archives;

/// <summary>An OCI layout in a tar file.</summary>
internal sealed class OciArchive(TarArchive archive, string location) : IImageListing
{
    private readonly LayoutReader reader = new(new TarLayoutFiles(archive, location));

    /// <inheritdoc />
    public string Location => location;

    /// <inheritdoc />
    public Task<Descriptor?> ResolveAsync(string name, CancellationToken cancellationToken) =>
        reader.ResolveAsync(name, cancellationToken);

    /// <inheritdoc />
    public async Task<ReadOnlyMemory<byte>?> ReadManifestAsync(Digest digest, CancellationToken cancellationToken) =>
        (await reader.ReadDocumentAsync(digest, cancellationToken))?.Content;

    /// <inheritdoc />
    public Task<Stream> OpenBlobAsync(Descriptor blob, CancellationToken cancellationToken) =>
        reader.OpenBlobAsync(blob, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<Descriptor>> ListReferrersAsync(Digest subject, CancellationToken cancellationToken) =>
        reader.ListReferrersAsync(subject, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<(string? Name, Descriptor Manifest)>> ListImagesAsync(CancellationToken cancellationToken) =>
        reader.ListImagesAsync(cancellationToken);
}
