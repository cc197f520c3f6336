using System.Buffers;

namespace SupplyChain.Images.Tar;

/// <summary>The part of a stream that is being looked at, in one block of memory whatever the stream holds.</summary>
internal sealed class TarBuffer(Stream stream) : IDisposable
{
    private readonly byte[] bytes = ArrayPool<byte>.Shared.Rent(256 * 1024);
    private int position;
    private int filled;

    /// <summary>Bytes read from the stream so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>How far into the stream the bytes begin that are at hand.</summary>
    public long Offset { get; private set; }

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
        Offset += count;
        return taken;
    }

    /// <summary>Jumps over bytes without reading them; false where the stream cannot jump, does not hold them, or they are at hand.</summary>
    public bool TryJump(long count)
    {
        var rest = count - Available.Length;
        if (rest <= 0 || !stream.CanSeek || stream.Length - stream.Position < rest)
        {
            return false;
        }

        _ = stream.Seek(rest, SeekOrigin.Current);
        (position, filled) = (0, 0);
        Offset += count;
        return true;
    }

    /// <inheritdoc />
    public void Dispose() => ArrayPool<byte>.Shared.Return(bytes);
}
