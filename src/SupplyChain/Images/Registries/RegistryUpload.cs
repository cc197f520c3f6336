using SupplyChain.Images.Registries.Http;

namespace SupplyChain.Images.Registries;

/// <summary>
/// Sends a blob: in one piece where it is small or can be read again (OCI distribution specification, "Pushing a blob monolithically"),
/// else in chunks ("Pushing a blob in chunks"). What breaks off goes on from where the registry says it is.
/// </summary>
internal sealed class RegistryUpload(RegistryTransport transport, RepositoryBlobs blobs, RepositoryName name)
{
    // Proxies in front of registries refuse large bodies, some from 10 MB on.
    private const int SmallPiece = 4 * 1024 * 1024;
    private const int LargestPiece = 64 * 1024 * 1024;

    private volatile bool takesChunks = true;

    /// <summary>Sends the blob.</summary>
    /// <exception cref="UndeterminedException">The content is not what the descriptor says, or the registry does not take it.</exception>
    public async Task SendAsync(Descriptor blob, Stream content, CancellationToken cancellationToken)
    {
        try
        {
            await SendContentAsync(blob, content, cancellationToken);
        }
        catch (UndeterminedException error) when (error.Code == RegistryFailure.UploadLost)
        {
            // Some registries take no chunks at all, and say so in many ways: the next attempt is without.
            takesChunks = false;
            throw;
        }
    }

    private async Task SendContentAsync(Descriptor blob, Stream content, CancellationToken cancellationToken)
    {
        var what = $"What is to be written to {name} as {blob.Digest}";
        await using var source = UploadContent.Of(blob, content, what, takesChunks);
        try
        {
            if (await SendPiecesAsync(blob, source, cancellationToken))
            {
                return;
            }
        }
        catch (UndeterminedException)
        {
            // Content that is not what it should be is the reason for a refusal, whatever reason the registry gives.
            await source.ProveAsync(cancellationToken);
            throw;
        }

        await source.ProveAsync(cancellationToken);
    }

    // Whether the registry has said what it has stored.
    private async Task<bool> SendPiecesAsync(Descriptor blob, UploadContent source, CancellationToken cancellationToken)
    {
        UploadSession? session = null;
        var furthest = 0L;
        for (var failures = 0; ; )
        {
            try
            {
                session ??= await BeginAsync(blob, source, cancellationToken);
                if (await session.SendAsync(await source.ReadAsync(session.Position, cancellationToken), cancellationToken))
                {
                    return session.IsConfirmed;
                }

                // What goes in circles makes no progress.
                (furthest, failures) = session.Position > furthest ? (session.Position, 0) : (furthest, failures);
            }
            catch (UndeterminedException error)
                when (error.Code == RegistryFailure.PieceTooLarge && source.LargestPiece > SmallPiece && source.CanReadFrom(0))
            {
                source.LargestPiece = SmallPiece;
                session = null;
            }
            catch (UndeterminedException error) when (RegistryFailure.MayPass(error) && ++failures < RetryPolicy.Attempts)
            {
                await Task.Delay(RetryPolicy.WaitAfter(failures), transport.Time, cancellationToken);
                if (await blobs.HasAsync(blob, cancellationToken))
                {
                    return false;
                }

                session = session is not null && await session.SynchronizeAsync(cancellationToken) ? session : null;
                if (!source.CanReadFrom(session?.Position ?? 0))
                {
                    throw new UndeterminedException(
                        RegistryFailure.UploadLost,
                        $"Writing blob {blob.Digest} to {name} broke off, and the registry does not go on with it; try again.",
                        error
                    );
                }
            }
        }
    }

    private async Task<UploadSession> BeginAsync(Descriptor blob, UploadContent source, CancellationToken cancellationToken)
    {
        var session = await UploadSession.BeginAsync(transport, name, blob, cancellationToken);
        source.LargestPiece = Math.Clamp(session.SmallestPiece, source.LargestPiece, Math.Max(source.LargestPiece, LargestPiece));
        return session;
    }
}
