using SupplyChain.Images.Layouts;

namespace SupplyChain.Images.Archives;

/// <summary>
/// A tar file with images, plain or compressed, as <c>docker save</c> of old and new Docker Engines writes it or with an OCI
/// layout in it; only read, and never unpacked to disk.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="location">What people call it, such as <c>docker-archive:shop.tar</c>.</param>
public sealed class ImageArchive(string path, string location) : IImageListing, IDisposable
{
    private readonly SemaphoreSlim opening = new(1);
    private IImageListing? opened;

    /// <inheritdoc />
    public string Location => location;

    /// <inheritdoc />
    public async Task<Descriptor?> ResolveAsync(string name, CancellationToken cancellationToken) =>
        await (await OpenAsync(cancellationToken)).ResolveAsync(name, cancellationToken);

    /// <inheritdoc />
    public async Task<ReadOnlyMemory<byte>?> ReadManifestAsync(Digest digest, CancellationToken cancellationToken) =>
        await (await OpenAsync(cancellationToken)).ReadManifestAsync(digest, cancellationToken);

    /// <inheritdoc />
    public async Task<Stream> OpenBlobAsync(Descriptor blob, CancellationToken cancellationToken) =>
        await (await OpenAsync(cancellationToken)).OpenBlobAsync(blob, cancellationToken);

    /// <inheritdoc />
    public async Task<IReadOnlyList<Referrer>> ListReferrersAsync(Digest subject, CancellationToken cancellationToken) =>
        await (await OpenAsync(cancellationToken)).ListReferrersAsync(subject, cancellationToken);

    /// <inheritdoc />
    async Task<IReadOnlyList<(string? Name, Descriptor Manifest)>> IImageListing.ListImagesAsync(
        CancellationToken cancellationToken
    ) => await (await OpenAsync(cancellationToken)).ListImagesAsync(cancellationToken);

    /// <inheritdoc />
    public void Dispose() => opening.Dispose();

    private async Task<IImageListing> OpenAsync(CancellationToken cancellationToken)
    {
        await opening.WaitAsync(cancellationToken);
        try
        {
            if (opened is null)
            {
                var archive = await TarArchive.OpenAsync(path, cancellationToken);
                opened = archive switch
                {
                    _ when archive.Find(LayoutReader.IndexFile) is not null => new LayoutReader(
                        new TarLayoutFiles(archive, location)
                    ),
                    _ when archive.Find(DockerArchive.ListFile) is not null => await DockerArchive.OpenAsync(
                        archive,
                        location,
                        cancellationToken
                    ),
                    _ => throw TarArchive.Malformed(
                        path,
                        $"it has neither {LayoutReader.IndexFile} nor {DockerArchive.ListFile}"
                    ),
                };
            }

            return opened;
        }
        finally
        {
            _ = opening.Release();
        }
    }
}
