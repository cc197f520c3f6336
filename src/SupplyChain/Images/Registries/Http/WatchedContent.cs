using System.Buffers;
using System.Net;

namespace SupplyChain.Images.Registries.Http;

/// <summary>Content of a request, which renews the patience with it as long as the registry takes it.</summary>
internal sealed class WatchedContent : HttpContent
{
    private const int BufferSize = 128 * 1024;

    // Some registries read what they have been sent once more before they answer.
    private const long SlowestRereading = 4 * 1024 * 1024;

    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HttpContent inner;
    private volatile bool isBegun;
    private volatile bool isEnded;
    private readonly Patience patience;

    /// <summary>Wraps content.</summary>
    /// <param name="inner">The content; disposed with this one.</param>
    /// <param name="patience">The patience to renew.</param>
    public WatchedContent(HttpContent inner, Patience patience)
    {
        (this.inner, this.patience) = (inner, patience);
        foreach (var (name, values) in inner.Headers)
        {
            _ = Headers.TryAddWithoutValidation(name, values);
        }
    }

    /// <summary>Ends the sending, if an early answer has made it useless, before what is sent may be read by anybody else.</summary>
    public Task EndAsync()
    {
        isEnded = true;
        return isBegun ? done.Task : Task.CompletedTask;
    }

    /// <inheritdoc />
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc />
    protected override async Task SerializeToStreamAsync(
        Stream stream,
        TransportContext? context,
        CancellationToken cancellationToken
    )
    {
        isBegun = true;
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            await using var content = await inner.ReadAsStreamAsync(cancellationToken);
            var sent = 0L;
            int read;
            while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
            {
                if (isEnded)
                {
                    throw new IOException("The answer came before the end.");
                }

                await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                sent += read;
                patience.Renew();
            }

            patience.Renew(TimeSpan.FromSeconds(sent / SlowestRereading));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            _ = done.TrySetResult();
        }
    }

    /// <inheritdoc />
    protected override bool TryComputeLength(out long length)
    {
        length = inner.Headers.ContentLength ?? 0;
        return inner.Headers.ContentLength is not null;
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
