namespace SupplyChain.Images.Streams;

/// <summary>A stream that belongs to somebody else and is not disposed with this one.</summary>
internal sealed class UnownedStream(Stream inner) : ReadOnlyStream
{
    /// <inheritdoc />
    public override int Read(Span<byte> buffer) => inner.Read(buffer);

    /// <inheritdoc />
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(buffer, cancellationToken);
}
