using SupplyChain.Images.Streams;

namespace SupplyChain.Images.Registries;

/// <summary>A blob's content, asked for again from where it broke off, and given up when nothing comes for a minute.</summary>
/// <param name="first">The content from the beginning.</param>
/// <param name="size">How many bytes it should have.</param>
/// <param name="reopen">Asks for the content from a byte on.</param>
/// <param name="failed">The error for a blob that keeps breaking off.</param>
/// <param name="time">Clock for the wait.</param>
internal sealed class ResumingStream(
    Stream first,
    long size,
    Func<long, CancellationToken, Task<Stream>> reopen,
    Func<Exception?, UndeterminedException> failed,
    TimeProvider time
) : ReadOnlyStream
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private Stream current = first;
    private long position;
    private int resumptions;

    /// <inheritdoc />
    public override int Read(Span<byte> buffer)
    {
        var copy = new byte[buffer.Length];
        var read = ReadAsync(copy).AsTask().GetAwaiter().GetResult();
        copy.AsSpan(0, read).CopyTo(buffer);
        return read;
    }

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Exception? failure = null;
            try
            {
                using var timeout = new CancellationTokenSource(Patience, time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
                var read = await current.ReadAsync(buffer, either.Token);
                position += read;
                if (read > 0 || position >= size || buffer.IsEmpty)
                {
                    return read;
                }
            }
            catch (Exception error)
                when (error is IOException or HttpRequestException
                    || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested)
                )
            {
                failure = error;
            }

            if (++resumptions >= RetryPolicy.Attempts)
            {
                throw failed(failure);
            }

            await current.DisposeAsync();
            await Task.Delay(RetryPolicy.WaitAfter(resumptions, null, time.GetUtcNow()), time, cancellationToken);
            current = await reopen(position, cancellationToken);
        }
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            current.Dispose();
        }

        base.Dispose(disposing);
    }
}
