using System.Buffers;
using System.Threading.Channels;

namespace SupplyChain.Images.Streams;

/// <summary>
/// Content that is read some parts ahead of its reader, beside it: where reading it is work, as unpacking is, both go on at once. At
/// most 1.25 MiB are kept.
/// </summary>
internal sealed class ReadAheadStream : ReadOnlyStream
{
    private const int PartSize = 256 * 1024;
    private const int PartsAhead = 3;

    private readonly Stream inner;
    private readonly CancellationTokenSource ending = new();
    private readonly Channel<ArraySegment<byte>> parts = Channel.CreateBounded<ArraySegment<byte>>(
        new BoundedChannelOptions(PartsAhead) { SingleReader = true, SingleWriter = true }
    );
    private readonly Task filling;
    private ArraySegment<byte> part = ArraySegment<byte>.Empty;
    private int taken;
    private bool disposed;

    /// <summary>Starts to read.</summary>
    /// <param name="inner">The content; disposed with this stream.</param>
    public ReadAheadStream(Stream inner)
    {
        this.inner = inner;
        filling = Task.Run(FillAsync);
    }

    /// <inheritdoc />
    public override int Read(Span<byte> buffer)
    {
        if (taken == part.Count && !NextAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult())
        {
            return 0;
        }

        return Take(buffer);
    }

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        taken < part.Count || await NextAsync(cancellationToken) ? Take(buffer.Span) : 0;

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing && !disposed)
        {
            disposed = true;
            // The content is in use until its reader has noticed.
            ending.Cancel();
            filling.GetAwaiter().GetResult();
            ending.Dispose();
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Take(Span<byte> buffer)
    {
        var rest = part.AsSpan(taken);
        var count = Math.Min(rest.Length, buffer.Length);
        rest[..count].CopyTo(buffer);
        taken += count;
        return count;
    }

    private async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        if (part.Array is { Length: > 0 } used)
        {
            part = ArraySegment<byte>.Empty;
            ArrayPool<byte>.Shared.Return(used);
        }

        taken = 0;
        // What made reading fail is thrown here, to whom it concerns.
        if (!await parts.Reader.WaitToReadAsync(cancellationToken))
        {
            return false;
        }

        return parts.Reader.TryRead(out part);
    }

    private async Task FillAsync()
    {
        try
        {
            for (var read = PartSize; read == PartSize; )
            {
                var bytes = ArrayPool<byte>.Shared.Rent(PartSize);
                read = await inner.ReadAtLeastAsync(
                    bytes.AsMemory(0, PartSize),
                    PartSize,
                    throwOnEndOfStream: false,
                    ending.Token
                );
                if (read > 0)
                {
                    await parts.Writer.WriteAsync(new ArraySegment<byte>(bytes, 0, read), ending.Token);
                }
            }

            parts.Writer.Complete();
        }
        catch (Exception error)
        {
            parts.Writer.Complete(error);
        }
    }
}
