using SupplyChain.Images.Registries;
using SupplyChain.Images.Registries.Http;

namespace SupplyChain.Images;

/// <summary>Copies a blob from one place to another, as a stream.</summary>
internal static class BlobCopy
{
    /// <summary>Copies the blob, unless it is there; within one registry it is mounted instead.</summary>
    public static async Task CopyAsync(
        IImageSource source,
        IImageStore destination,
        Descriptor blob,
        CancellationToken cancellationToken
    )
    {
        // A mount also tells of what is there already, so that it comes first.
        var isThere =
            source is RegistryRepository from
            && destination is RegistryRepository to
            && await to.TryMountAsync(blob, from, cancellationToken);
        for (var attempt = 1; !isThere && !await destination.HasBlobAsync(blob, cancellationToken); attempt++)
        {
            try
            {
                await using var content = await source.OpenBlobAsync(blob, cancellationToken);
                await destination.WriteBlobAsync(blob, content, cancellationToken);
                isThere = true;
            }
            catch (UndeterminedException error) when (error.Code == RegistryFailure.UploadLost && attempt < RetryPolicy.Attempts)
            {
                // What has been read of another registry's blob is gone: it is asked for again from the beginning.
            }
        }
    }
}
