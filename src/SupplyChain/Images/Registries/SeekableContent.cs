using System.Diagnostics.CodeAnalysis;
using SupplyChain.Images.Streams;

namespace SupplyChain.Images.Registries;

/// <summary>
/// Content that can be read again from anywhere, such as a file: it is sent as it is read, in large pieces. Registries prove what they
/// are sent, so that it is proven here only where one refuses it, or does not say what it has stored.
/// </summary>
/// <param name="proven">The content, which proves itself as it is read; disposed with this object.</param>
/// <param name="plain">The same content without proof; not disposed with this object.</param>
/// <param name="size">How many bytes it has.</param>
/// <param name="inChunks">Whether the registry takes more than one piece.</param>
internal sealed class SeekableContent(Stream proven, Stream plain, long size, bool inChunks) : UploadContent
{
    private readonly long start = plain.Position;
    private bool isRead;

    /// <inheritdoc />
    public override long LargestPiece { get; set; } = inChunks ? 64 * 1024 * 1024 : long.MaxValue;

    /// <inheritdoc />
    public override bool CanReadFrom(long from) => from <= size;

    /// <inheritdoc />
    public override async Task<UploadPiece> ReadAsync(long from, CancellationToken cancellationToken)
    {
        if (plain.Length - start != size)
        {
            await ProveAsync(cancellationToken);
        }

        var length = Math.Min(LargestPiece, size - from);
        return new UploadPiece(from, length, () => Open(from, length));
    }

    /// <inheritdoc />
    public override async Task ProveAsync(CancellationToken cancellationToken)
    {
        if (!isRead)
        {
            isRead = true;
            plain.Position = start;
            await proven.CopyToAsync(Stream.Null, cancellationToken);
        }
    }

    /// <inheritdoc />
    public override ValueTask DisposeAsync() => proven.DisposeAsync();

    [SuppressMessage("Reliability", "CA2000", Justification = "The content that is returned disposes it.")]
    private StreamContent Open(long from, long length)
    {
        plain.Position = start + from;
        return new StreamContent(new LimitedStream(new UnownedStream(plain), length));
    }
}
