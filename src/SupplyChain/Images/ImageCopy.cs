using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using SupplyChain.Images.Registries;

namespace SupplyChain.Images;

/// <summary>One copy of an image from one place to another: each manifest and blob once, whatever refers to it, several at once.</summary>
internal sealed class ImageCopy : IDisposable
{
    private const int ManifestsAtOnce = 4;

    private const int BlobsAtOnce = 12;

    // A blob from one registry to another takes 8 MiB of memory on its way.
    private const int RelayedBlobsAtOnce = 6;
    private const int DeepestNesting = 8;

    private readonly IImageSource source;
    private readonly IImageStore destination;
    private readonly ReferrerSearch search;
    private readonly CancellationTokenSource stop;
    private readonly SemaphoreSlim slots;
    private readonly ConcurrentDictionary<Digest, Lazy<Task>> blobs = new();
    private readonly ConcurrentDictionary<Digest, Lazy<Task>> manifests = new();
    private readonly ConcurrentDictionary<Digest, Lazy<Task<IReadOnlyList<Referrer>>>> attached = new();
    private readonly ConcurrentDictionary<Digest, bool> visited = new();
    private ExceptionDispatchInfo? failure;

    public ImageCopy(IImageSource source, IImageStore destination, CancellationToken cancellationToken)
    {
        this.source = source;
        this.destination = destination;
        search = source.BeginSearch();
        stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        slots = new SemaphoreSlim(
            source is RegistryRepository && destination is RegistryRepository ? RelayedBlobsAtOnce : BlobsAtOnce
        );
    }

    private CancellationToken Stop => stop.Token;

    /// <summary>Copies a manifest with all that belongs to it, then all that is attached to any of it.</summary>
    /// <param name="digest">The manifest.</param>
    /// <param name="isWrittenLast">Whether the caller writes the manifest itself afterwards, so that nothing but its evidence needs it before.</param>
    /// <exception cref="UndeterminedException">Something is missing, altered, or cannot be written.</exception>
    public async Task RunAsync(Digest digest, bool isWrittenLast)
    {
        try
        {
            await CopyAsync(digest, depth: 0, isWrittenLast);
            await CopyAttachedAsync(digest, depth: 0);
        }
        catch (OperationCanceledException) when (failure is not null)
        {
            // What failed has stopped everything else, and says why.
            failure.Throw();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        stop.Dispose();
        slots.Dispose();
    }

    private async Task CopyAsync(Digest digest, int depth, bool isWrittenLast = false)
    {
        // Asked for while the blobs are on their way.
        var attached = FindAttachedAsync(digest);
        var (document, content) = await ReadAsync(digest, depth);
        await CopyPartsAsync(document, depth);
        if (!isWrittenLast || (await attached).Count > 0)
        {
            var manifest = document.Describe(content.Span, digest);
            await GuardAsync(() => destination.WriteManifestAsync(manifest, content, name: null, Stop));
        }
    }

    private async Task CopyPartsAsync(OciDocument document, int depth)
    {
        await ForEachAsync(
            document.Index?.Manifests ?? [],
            child => manifests.GetOrAdd(child.Digest, each => new Lazy<Task>(() => CopyAsync(each, depth + 1))).Value
        );
        IEnumerable<Descriptor> parts = document.Manifest is { } manifest ? [manifest.Config, .. manifest.Layers] : [];
        await Task.WhenAll(
            parts.Select(blob => blobs.GetOrAdd(blob.Digest, _ => new Lazy<Task>(() => CopyBlobAsync(blob))).Value)
        );
    }

    // Unlike parts, what is attached may go in circles: a referrer may be an index that lists its own subject.
    private async Task CopyAttachedAsync(Digest digest, int depth)
    {
        if (!visited.TryAdd(digest, true))
        {
            return;
        }

        var (document, _) = await ReadAsync(digest, depth);
        await ForEachAsync(document.Index?.Manifests ?? [], child => CopyAttachedAsync(child.Digest, depth + 1));
        var found = await FindAttachedAsync(digest);
        await ForEachAsync(
            found,
            async referrer => await CopyPartsAsync((await ReadAsync(referrer.Digest, depth + 1)).Document, depth + 1)
        );
        foreach (var referrer in found)
        {
            // One after the other, since they change one list.
            await WriteAttachedAsync(referrer, digest, depth + 1);
        }

        await ForEachAsync(found, referrer => CopyAttachedAsync(referrer.Digest, depth + 1));
    }

    private Task<IReadOnlyList<Referrer>> FindAttachedAsync(Digest digest) =>
        attached
            .GetOrAdd(
                digest,
                each => new Lazy<Task<IReadOnlyList<Referrer>>>(() =>
                    GuardAsync(() => search.FindAsync(each, ReferrerPlaces.All, Stop))
                )
            )
            .Value;

    private async Task WriteAttachedAsync(Referrer referrer, Digest subject, int depth)
    {
        var (document, content) = await ReadAsync(referrer.Digest, depth);
        if (document.Subject?.Digest == subject)
        {
            await GuardAsync(() => destination.WriteReferrerAsync(referrer.Descriptor, content, subject, Stop));
        }

        var manifest = document.Describe(content.Span, referrer.Digest);
        foreach (var (suffix, _) in ReferrerSearch.LegacyTags.Where(tag => referrer.Places.HasFlag(tag.Place)))
        {
            await GuardAsync(() => destination.WriteTaggedAsync(manifest, content, subject, suffix, Stop));
        }
    }

    private async Task CopyBlobAsync(Descriptor blob)
    {
        await slots.WaitAsync(Stop);
        try
        {
            await GuardAsync(() => BlobCopy.CopyAsync(source, destination, blob, Stop));
        }
        finally
        {
            _ = slots.Release();
        }
    }

    private Task<(OciDocument Document, ReadOnlyMemory<byte> Content)> ReadAsync(Digest digest, int depth) =>
        GuardAsync(async () =>
        {
            if (depth > DeepestNesting)
            {
                throw new UndeterminedException(
                    "image.too-deep",
                    $"{source.Location}@{digest} is nested more than {DeepestNesting} deep, which no client makes; copy what you need of it by digest."
                );
            }

            var document = await source.ReadDocumentAsync(digest, Stop);
            return (document, (await source.ReadManifestAsync(digest, Stop))!.Value);
        });

    private Task ForEachAsync<T>(IEnumerable<T> items, Func<T, Task> copy) =>
        Parallel.ForEachAsync(
            items,
            new ParallelOptions { MaxDegreeOfParallelism = ManifestsAtOnce, CancellationToken = Stop },
            async (item, _) => await copy(item)
        );

    private async Task GuardAsync(Func<Task> work) =>
        _ = await GuardAsync(async () =>
        {
            await work();
            return true;
        });

    private async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            _ = Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(error), null);
            await stop.CancelAsync();
            throw;
        }
    }
}
