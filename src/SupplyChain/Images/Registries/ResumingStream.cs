using SupplyChain.Images.Registries.Http;
using SupplyChain.Images.Streams;

namespace SupplyChain.Images.Registries;

/// <summary>
/// A blob's content, asked for again from where it broke off or stopped, and given up where that happens time and again without
/// progress, or where hardly anything comes.
/// </summary>
/// <param name="first">The content from the beginning.</param>
/// <param name="size">How many bytes it should have.</param>
/// <param name="reopen">Asks for the content from a byte on.</param>
/// <param name="failed">The error for a blob that keeps breaking off.</param>
/// <param name="time">Clock for the waits.</param>
internal sealed class ResumingStream(
    Stream first,
    long size,
    Func<long, CancellationToken, Task<Stream>> reopen,
    Func<Exception?, UndeterminedException> failed,
    TimeProvider time
) : ReadOnlyStream
{
    // Less than this within the usual patience is no progress.
    private const long LeastProgress = 64 * 1024;

    private Stream current = first;
    private Patience? patience;
    private CancellationToken patienceFor;
    private long position;
    private long progressFrom;
    private TimeSpan waited;
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
                var read = await ReadPatientlyAsync(buffer, cancellationToken);
                position += read;
                if (read > 0 || position >= size || buffer.IsEmpty)
                {
                    return read;
                }
            }
            catch (Exception error) when (RetryPolicy.IsTransient(error, cancellationToken))
            {
                failure = error;
            }

            if (++resumptions >= RetryPolicy.Attempts)
            {
                throw failed(failure);
            }

            await current.DisposeAsync();
            EndPatience();
            await Task.Delay(RetryPolicy.WaitAfter(resumptions), time, cancellationToken);
            current = await reopen(position, cancellationToken);
        }
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            current.Dispose();
            EndPatience();
        }

        base.Dispose(disposing);
    }

    // Only the time counts that is spent here, not what the reader does with the content.
    private async ValueTask<int> ReadPatientlyAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        var read = await current.ReadAsync(buffer, WaitFor(cancellationToken));
        waited += time.GetElapsedTime(begin);
        if (position + read - progressFrom >= LeastProgress)
        {
            (progressFrom, waited, resumptions) = (position + read, TimeSpan.Zero, 0);
        }

        return waited <= Patience.Usual ? read : throw new IOException("Hardly anything comes.");
    }

    private CancellationToken WaitFor(CancellationToken cancellationToken)
    {
        if (patience is null || patienceFor != cancellationToken)
        {
            EndPatience();
            patience = new Patience(time, cancellationToken);
            patienceFor = cancellationToken;
        }

        patience.Renew();
        return patience.Token;
    }

    private void EndPatience()
    {
        patience?.Dispose();
        patience = null;
    }
}
