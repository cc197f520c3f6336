namespace SupplyChain.Images.Streams;

/// <summary>The next so many bytes of a stream; disposed with this one.</summary>
internal sealed class LimitedStream(Stream inner, long length) : ReadOnlyStream
{
    private long left = length;

    /// <inheritdoc />
    public override int Read(Span<byte> buffer) => Take(inner.Read(buffer[..(int)Math.Min(buffer.Length, left)]));

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Take(await inner.ReadAsync(buffer[..(int)Math.Min(buffer.Length, left)], cancellationToken));

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Take(int read)
    {
        left -= read;
        return read;
    }
}
