using System.Buffers;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>The part of a stream that is being looked at, in one block of memory whatever the stream holds.</summary>
internal sealed class TarBuffer(Stream stream) : IDisposable
{
    private readonly byte[] bytes = ArrayPool<byte>.Shared.Rent(256 * 1024);
    private int position;
    private int filled;

    /// <summary>Bytes read from the stream so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>What is at hand.</summary>
    public ReadOnlyMemory<byte> Available => bytes.AsMemory(position, filled - position);

    /// <summary>Reads on until this many bytes are at hand; fewer are only where the stream ends.</summary>
    public async ValueTask FillAsync(int count, CancellationToken cancellationToken)
    {
        if (Available.Length >= count)
        {
            return;
        }

        Available.CopyTo(bytes);
        (position, filled) = (0, filled - position);
        while (filled < count && await stream.ReadAsync(bytes.AsMemory(filled), cancellationToken) is > 0 and var read)
        {
            filled += read;
            BytesRead += read;
        }
    }

    /// <summary>Takes bytes that are at hand; they stay valid until the next <see cref="FillAsync"/>.</summary>
    public ReadOnlyMemory<byte> Take(int count)
    {
        var taken = Available[..count];
        position += count;
        return taken;
    }

    /// <inheritdoc />
    public void Dispose() => ArrayPool<byte>.Shared.Return(bytes);
}
