using System.Diagnostics.CodeAnalysis;
using System.Net;
using SupplyChain.Images.Registries.Http;
using SupplyChain.Images.Streams;

namespace SupplyChain.Images.Registries;

/// <summary>The blobs of a repository.</summary>
internal sealed class RepositoryBlobs(RegistryTransport transport, RepositoryName name)
{
    /// <summary>Whether the blob is there.</summary>
    public async Task<bool> HasAsync(Descriptor blob, CancellationToken cancellationToken)
    {
        using var answer = await transport.SendAsync(name.Reading(HttpMethod.Head, $"blobs/{blob.Digest}"), cancellationToken);
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }

        var what = $"Asking {name} for blob {blob.Digest}";
        await transport.ThrowUnlessSuccessAsync(answer, what, cancellationToken);
        RegistryFailure.CheckDigest(answer, blob.Digest, what);
        return answer.Content.Headers.ContentLength is not { } size || size == blob.Size;
    }

    /// <summary>Opens the blob; where it breaks off, the rest is asked for again.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The stream that is returned disposes it.")]
    public async Task<Stream> OpenAsync(Descriptor blob, CancellationToken cancellationToken)
    {
        var what = $"Blob {blob.Digest} of {name}";
        var resuming = new ResumingStream(
            await OpenFromAsync(blob, 0, cancellationToken),
            blob.Size,
            (position, cancel) => OpenFromAsync(blob, position, cancel),
            error => new UndeterminedException(
                "registry.unreachable",
                $"{what} keeps breaking off; check the network and try again.",
                error
            ),
            transport.Time
        );
        return new VerifyingStream(resuming, blob.Digest, blob.Size, what);
    }

    /// <summary>Takes a blob over from another repository of the registry; false where the registry does not.</summary>
    public async Task<bool> TryMountAsync(Descriptor blob, RepositoryName from, CancellationToken cancellationToken)
    {
        var address =
            $"blobs/uploads/?mount={Uri.EscapeDataString(blob.Digest.ToString())}&from={Uri.EscapeDataString(from.Path)}";
        var call = name.Writing(HttpMethod.Post, address) with { Content = () => new ByteArrayContent([]) };
        try
        {
            using var answer = await transport.SendAsync(
                call with
                {
                    Scope = $"{call.Scope} {from.ReadScope}",
                },
                cancellationToken
            );
            return answer.StatusCode == HttpStatusCode.Created;
        }
        catch (UndeterminedException error) when (error.Code == RegistryFailure.NoLogin)
        {
            // Who may write here need not be allowed to read there.
            return false;
        }
    }

    private async Task<Stream> OpenFromAsync(Descriptor blob, long position, CancellationToken cancellationToken)
    {
        var call = name.Reading(HttpMethod.Get, $"blobs/{blob.Digest}") with { From = position };
        var answer = await transport.SendAsync(call, cancellationToken);
        try
        {
            await transport.ThrowUnlessSuccessAsync(answer, $"Reading blob {blob.Digest} of {name}", cancellationToken);
            var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
            if (position > 0 && answer.StatusCode != HttpStatusCode.PartialContent)
            {
                await body.SkipAsync(position, cancellationToken);
            }

            return body;
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }
}
