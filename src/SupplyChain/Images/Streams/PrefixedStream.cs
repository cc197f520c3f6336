namespace SupplyChain.Images.Streams;

/// <summary>Some bytes that were read already, then the rest.</summary>
/// <param name="start">The bytes that come first.</param>
/// <param name="rest">What follows; disposed with this stream.</param>
internal sealed class PrefixedStream(ReadOnlyMemory<byte> start, Stream rest) : ReadOnlyStream
{
    private ReadOnlyMemory<byte> pending = start;

    /// <inheritdoc />
    public override int Read(Span<byte> buffer) => pending.IsEmpty ? rest.Read(buffer) : TakePending(buffer);

    /// <inheritdoc />
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        pending.IsEmpty ? rest.ReadAsync(buffer, cancellationToken) : ValueTask.FromResult(TakePending(buffer.Span));

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            rest.Dispose();
        }

        base.Dispose(disposing);
    }

    private int TakePending(Span<byte> buffer)
    {
        var taken = Math.Min(buffer.Length, pending.Length);
        pending.Span[..taken].CopyTo(buffer);
        pending = pending[taken..];
        return taken;
    }
}
