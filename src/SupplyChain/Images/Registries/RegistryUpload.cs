using System.Net;
using SupplyChain.Images.Streams;

namespace SupplyChain.Images.Registries;

/// <summary>Sends a blob in one piece (OCI distribution specification, "Pushing a blob monolithically": POST, then PUT).</summary>
internal sealed class RegistryUpload(RegistryTransport transport, RepositoryBlobs blobs, RepositoryName name)
{
    private const int BufferSize = 256 * 1024;

    /// <summary>Sends the blob; again where the content can be read again, else only if it did not arrive.</summary>
    /// <exception cref="UndeterminedException">The content is not what the descriptor says, or the registry does not take it.</exception>
    public async Task SendAsync(Descriptor blob, Stream content, CancellationToken cancellationToken)
    {
        var start = content.CanSeek ? content.Position : 0;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await SendOnceAsync(blob, content, cancellationToken);
                return;
            }
            catch (UndeterminedException error) when (RegistryFailure.IsTransient(error) && attempt < RetryPolicy.Attempts)
            {
                await Task.Delay(
                    RetryPolicy.WaitAfter(attempt, asked: null, transport.Time.GetUtcNow()),
                    transport.Time,
                    cancellationToken
                );
                if (await blobs.HasAsync(blob, cancellationToken))
                {
                    return;
                }

                if (!content.CanSeek)
                {
                    throw;
                }

                content.Position = start;
            }
        }
    }

    private async Task SendOnceAsync(Descriptor blob, Stream content, CancellationToken cancellationToken)
    {
        var call = name.Writing(HttpMethod.Put, "") with
        {
            Address = await BeginAsync(blob, cancellationToken),
            Content = () => Body(blob, content),
            ContentSize = blob.Size,
            IsRepeatable = false,
        };
        try
        {
            using var answer = await transport.SendAsync(call, cancellationToken);
            await RegistryFailure.ThrowUnlessSuccessAsync(answer, $"Writing blob {blob.Digest} to {name}", cancellationToken);
        }
        catch (HttpRequestException error) when (error.InnerException is SupplyChainException cause)
        {
            throw cause;
        }
    }

    private async Task<Uri> BeginAsync(Descriptor blob, CancellationToken cancellationToken)
    {
        var call = name.Writing(HttpMethod.Post, "blobs/uploads/") with { Content = () => new ByteArrayContent([]) };
        using var answer = await transport.SendAsync(call, cancellationToken);
        if (answer.StatusCode != HttpStatusCode.Accepted)
        {
            throw await RegistryFailure.OfAsync(answer, $"Beginning to write to {name}", cancellationToken);
        }

        var asked = answer.RequestMessage!.RequestUri!;
        var target = RegistryFailure.CheckTarget(call, asked, asked, answer.Headers.Location, transport.AllowHttp);
        var digest = $"digest={Uri.EscapeDataString(blob.Digest.ToString())}";
        return new UriBuilder(target) { Query = target.Query.Length > 1 ? $"{target.Query}&{digest}" : digest }.Uri;
    }

    private StreamContent Body(Descriptor blob, Stream content) =>
        new(VerifyingStream.Proving(content, blob, $"What is to be written to {name} as {blob.Digest}"), BufferSize)
        {
            Headers = { ContentType = new("application/octet-stream"), ContentLength = blob.Size },
        };
}
