namespace SupplyChain.Images;

/// <summary>Copies an image, or an index with all its images, and everything attached to it, from one place to another.</summary>
public static class ImageCopier
{
    private const int BlobsAtOnce = 4;
    private const int DeepestNesting = 8;

    private static readonly string[] LegacySuffixes = [".sig", ".att", ".sbom"];

    /// <summary>Copies the image under a name. What is there already is not sent again.</summary>
    /// <param name="image">The image.</param>
    /// <param name="destination">Where it goes.</param>
    /// <param name="name">Tag, or in a layout full reference, that it gets there; null for none.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The image's manifest; the same digest in both places.</returns>
    /// <exception cref="UndeterminedException">Something is missing, altered, or cannot be written.</exception>
    public static async Task<Descriptor> CopyAsync(
        ResolvedImage image,
        IImageStore destination,
        string? name,
        CancellationToken cancellationToken
    )
    {
        await CopyTreeAsync(image.Source, destination, image.Digest, name, 0, cancellationToken);
        return image.Manifest;
    }

    private static async Task CopyTreeAsync(
        IImageSource source,
        IImageStore destination,
        Digest digest,
        string? name,
        int depth,
        CancellationToken cancellationToken
    )
    {
        var (document, content) = await ReadAsync(source, digest, depth, cancellationToken);
        foreach (var child in document.Index?.Manifests ?? [])
        {
            await CopyTreeAsync(source, destination, child.Digest, name: null, depth + 1, cancellationToken);
        }

        await CopyBlobsAsync(source, destination, document, cancellationToken);
        await destination.WriteManifestAsync(document.Describe(content.Span, digest), content, name, cancellationToken);
        await CopyReferrersAsync(source, destination, digest, depth, cancellationToken);
        await CopyLegacyAsync(source, destination, digest, depth, cancellationToken);
    }

    private static async Task CopyReferrersAsync(
        IImageSource source,
        IImageStore destination,
        Digest subject,
        int depth,
        CancellationToken cancellationToken
    )
    {
        foreach (var referrer in await source.ListReferrersAsync(subject, cancellationToken))
        {
            var (document, content) = await ReadAsync(source, referrer.Digest, depth + 1, cancellationToken);
            foreach (var child in document.Index?.Manifests ?? [])
            {
                await CopyTreeAsync(source, destination, child.Digest, name: null, depth + 2, cancellationToken);
            }

            await CopyBlobsAsync(source, destination, document, cancellationToken);
            _ = await destination.WriteReferrerAsync(referrer, content, subject, cancellationToken);
            await CopyReferrersAsync(source, destination, referrer.Digest, depth + 1, cancellationToken);
        }
    }

    // Signatures and attestations as older clients attach them: under a tag made of the image's digest.
    private static async Task CopyLegacyAsync(
        IImageSource source,
        IImageStore destination,
        Digest subject,
        int depth,
        CancellationToken cancellationToken
    )
    {
        foreach (var tag in LegacySuffixes.Select(suffix => ReferrersTag.Of(subject) + suffix))
        {
            if (await source.ResolveAsync(tag, cancellationToken) is { } attached)
            {
                var (document, content) = await ReadAsync(source, attached.Digest, depth + 1, cancellationToken);
                await CopyBlobsAsync(source, destination, document, cancellationToken);
                await destination.WriteManifestAsync(attached, content, tag, cancellationToken);
            }
        }
    }

    private static async Task CopyBlobsAsync(
        IImageSource source,
        IImageStore destination,
        OciDocument document,
        CancellationToken cancellationToken
    )
    {
        IEnumerable<Descriptor> blobs = document.Manifest is { } manifest ? [manifest.Config, .. manifest.Layers] : [];
        await Parallel.ForEachAsync(
            blobs.DistinctBy(blob => blob.Digest),
            new ParallelOptions { MaxDegreeOfParallelism = BlobsAtOnce, CancellationToken = cancellationToken },
            async (blob, cancel) => await BlobCopy.CopyAsync(source, destination, blob, cancel)
        );
    }

    private static async Task<(OciDocument Document, ReadOnlyMemory<byte> Content)> ReadAsync(
        IImageSource source,
        Digest digest,
        int depth,
        CancellationToken cancellationToken
    )
    {
        if (depth > DeepestNesting)
        {
            throw new UndeterminedException(
                "image.too-deep",
                $"{source.Location}@{digest} is nested more than {DeepestNesting} deep, which no client makes; copy what you need of it by digest."
            );
        }

        var document = await source.ReadDocumentAsync(digest, cancellationToken);
        return (document, (await source.ReadManifestAsync(digest, cancellationToken))!.Value);
    }
}
