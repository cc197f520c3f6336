using SupplyChain.Images.Streams;

namespace SupplyChain.Tests.Images.Registries;

/// <summary>Content that can be read once only, as from a network.</summary>
internal sealed class ForwardOnly(byte[] content) : ReadOnlyStream
{
    private readonly MemoryStream inner = new(content);

    public override int Read(Span<byte> buffer) => inner.Read(buffer);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(buffer, cancellationToken);
}
