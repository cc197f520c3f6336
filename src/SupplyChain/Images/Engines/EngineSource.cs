using SupplyChain.Images.Archives;
using SupplyChain.Images.Streams;

namespace SupplyChain.Images.Engines;

/// <summary>
/// An image of a Docker Engine, exported to a temporary file when it is first read. Its manifest is the one that the engine
/// keeps, or where it keeps none, the one that configuration and layers amount to. It has no referrers.
/// </summary>
/// <param name="engine">The engine.</param>
/// <param name="name">The image's name.</param>
internal sealed class EngineSource(DockerEngine engine, string name) : IImageSource, IDisposable
{
    private readonly string file = Path.Combine(Path.GetTempPath(), $"supplychain-{Path.GetRandomFileName()}.tar");
    private readonly SemaphoreSlim exporting = new(1);
    private ImageArchive? archive;
    private Descriptor? manifest;

    /// <inheritdoc />
    public string Location => $"docker-daemon:{name}";

    /// <summary>References with the digests that the image has in registries, known where it was pulled or pushed; after it was resolved.</summary>
    public IReadOnlyList<ImageReference> RegistryReferences { get; private set; } = [];

    /// <summary>Names of the images that the engine has, sorted.</summary>
    public async Task<IReadOnlyList<string>> ListNamesAsync(CancellationToken cancellationToken) =>
        [.. (await engine.ListAsync(cancellationToken)).SelectMany(image => image.Names ?? []).Order(StringComparer.Ordinal)];

    /// <inheritdoc />
    public async Task<Descriptor?> ResolveAsync(string asked, CancellationToken cancellationToken)
    {
        var found = await ExportAsync(cancellationToken);
        return asked == name || found?.Digest.ToString() == asked ? found : null;
    }

    /// <inheritdoc />
    public async Task<ReadOnlyMemory<byte>?> ReadManifestAsync(Digest digest, CancellationToken cancellationToken) =>
        await (await RequireAsync(cancellationToken)).ReadManifestAsync(digest, cancellationToken);

    /// <inheritdoc />
    public async Task<Stream> OpenBlobAsync(Descriptor blob, CancellationToken cancellationToken) =>
        await (await RequireAsync(cancellationToken)).OpenBlobAsync(blob, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<Referrer>> ListReferrersAsync(Digest subject, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Referrer>>([]);

    /// <inheritdoc />
    public void Dispose()
    {
        archive?.Dispose();
        exporting.Dispose();
        File.Delete(file);
    }

    private async Task<ImageArchive> RequireAsync(CancellationToken cancellationToken)
    {
        _ = await ExportAsync(cancellationToken);
        return archive
            ?? throw new UndeterminedException(
                "image.manifest-missing",
                $"{Location} is not in the Docker Engine at {engine.Endpoint}; pull or build it."
            );
    }

    private async Task<Descriptor?> ExportAsync(CancellationToken cancellationToken)
    {
        await exporting.WaitAsync(cancellationToken);
        try
        {
            if (manifest is null && await engine.InspectAsync(name, cancellationToken) is { } known)
            {
                await using (var target = TemporaryPlace.Make(_ => new FileStream(file, FileMode.Create, FileAccess.Write)))
                {
                    await engine.ExportAsync(name, target, cancellationToken);
                }

                archive?.Dispose();
                archive = new ImageArchive(file, Location);
                manifest = await TheImageAsync(archive, known.Id, cancellationToken);
                RegistryReferences =
                [
                    .. (known.RegistryReferences ?? [])
                        .Select(text => ImageReference.TryParse(text, out var reference) ? reference : null)
                        .OfType<ImageReference>(),
                ];
            }

            return manifest;
        }
        finally
        {
            _ = exporting.Release();
        }
    }

    // The name may have moved between question and export.
    private async Task<Descriptor> TheImageAsync(ImageArchive exported, string id, CancellationToken cancellationToken)
    {
        var images = await ((IImageListing)exported).ListImagesAsync(cancellationToken);
        foreach (var (_, candidate) in images)
        {
            var document = await exported.ReadDocumentAsync(candidate.Digest, cancellationToken);
            if (candidate.Digest.ToString() == id || document.Manifest?.Config.Digest.ToString() == id)
            {
                return candidate;
            }
        }

        throw new UndeterminedException(
            "docker.changed",
            $"{Location} was {Printable.Line(id)} and is another image now that it was exported; try again."
        );
    }
}
