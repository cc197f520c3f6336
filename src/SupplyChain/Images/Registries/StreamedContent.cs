using System.Buffers;

namespace SupplyChain.Images.Registries;

/// <summary>
/// Content that is read once, forward, such as another registry's: each piece is kept until the next is asked for, and that is read
/// meanwhile.
/// </summary>
/// <param name="proven">The content, which proves itself as it is read; disposed with this object.</param>
/// <param name="size">How many bytes it has.</param>
internal sealed class StreamedContent(Stream proven, long size) : UploadContent
{
    private byte[] current = [];
    private (long From, long End) kept;
    private Task<(byte[] Buffer, long End)>? next;

    /// <inheritdoc />
    public override long LargestPiece { get; set; } = 4 * 1024 * 1024;

    /// <inheritdoc />
    public override bool CanReadFrom(long from) => from >= kept.From && from <= kept.End;

    /// <inheritdoc />
    public override async Task<UploadPiece> ReadAsync(long from, CancellationToken cancellationToken)
    {
        if (from == kept.End && from < size)
        {
            next ??= FillAsync(from, cancellationToken);
            var (buffer, end) = await next;
            ArrayPool<byte>.Shared.Return(current);
            current = buffer;
            kept = (from, end);
            next = end < size ? FillAsync(end, cancellationToken) : null;
        }

        var piece = current.AsMemory((int)(from - kept.From), (int)(kept.End - from));
        return new UploadPiece(from, piece.Length, () => new ReadOnlyMemoryContent(piece));
    }

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        if (next is not null)
        {
            await next.ContinueWith(_ => { }, TaskScheduler.Default);
        }

        ArrayPool<byte>.Shared.Return(current);
        await proven.DisposeAsync();
    }

    private async Task<(byte[] Buffer, long End)> FillAsync(long from, CancellationToken cancellationToken)
    {
        var length = (int)Math.Min(LargestPiece, size - from);
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        await proven.ReadExactlyAsync(buffer.AsMemory(0, length), cancellationToken);
        return (buffer, from + length);
    }
}
