namespace SupplyChain.Images;

/// <summary>Whole documents and small blobs, read from a source within bounds.</summary>
public static class ImageSourceReading
{
    /// <summary>Reads a blob into memory, from its descriptor where that holds it.</summary>
    /// <param name="source">Where it is.</param>
    /// <param name="blob">The blob.</param>
    /// <param name="largestSize">Most bytes to read.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="UndeterminedException">The blob is missing, larger, or not what its descriptor says.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadBlobAsync(
        this IImageSource source,
        Descriptor blob,
        int largestSize,
        CancellationToken cancellationToken
    )
    {
        if (blob.Size < 0 || blob.Size > largestSize)
        {
            throw new UndeterminedException(
                "image.too-large",
                $"Blob {blob.Digest} of {source.Location} has {blob.Size} bytes, and {largestSize} are allowed for what it is; check where it comes from."
            );
        }

        if (blob.Data is { } embedded && embedded.Length == blob.Size && blob.Digest.Matches(embedded.Span))
        {
            return embedded;
        }

        var content = new byte[blob.Size];
        await using var stream = await source.OpenBlobAsync(blob, cancellationToken);
        await stream.ReadExactlyAsync(content, cancellationToken);
        _ = await stream.ReadAsync(new byte[1], cancellationToken);
        return content;
    }

    /// <summary>Reads and parses the manifest or index with this digest.</summary>
    /// <exception cref="UndeterminedException">It is missing, altered or malformed.</exception>
    internal static async Task<OciDocument> ReadDocumentAsync(
        this IImageSource source,
        Digest digest,
        CancellationToken cancellationToken
    )
    {
        var place = $"{source.Location}@{digest}";
        var content =
            await source.ReadManifestAsync(digest, cancellationToken)
            ?? throw new UndeterminedException(
                "image.manifest-missing",
                $"Manifest {digest} is not in {source.Location}; push or copy the image again."
            );
        return OciDocument.Parse(content, place);
    }
}
