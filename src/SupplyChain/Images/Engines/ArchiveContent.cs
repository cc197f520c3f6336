using System.Net;
using System.Net.Http.Headers;

namespace SupplyChain.Images.Engines;

/// <summary>An archive that is made while it is sent.</summary>
internal sealed class ArchiveContent : HttpContent
{
    private readonly Func<Stream, CancellationToken, Task> write;

    public ArchiveContent(Func<Stream, CancellationToken, Task> write)
    {
        this.write = write;
        Headers.ContentType = new MediaTypeHeaderValue("application/x-tar");
    }

    /// <inheritdoc />
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => write(stream, default);

    /// <inheritdoc />
    protected override Task SerializeToStreamAsync(
        Stream stream,
        TransportContext? context,
        CancellationToken cancellationToken
    ) => write(stream, cancellationToken);

    /// <inheritdoc />
    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
