namespace SupplyChain.Images;

/// <summary>A place that images and evidence can be written to as well. A killed write leaves the old state or the new one.</summary>
public interface IImageStore : IImageSource
{
    /// <summary>Whether the blob is there already.</summary>
    Task<bool> HasBlobAsync(Descriptor blob, CancellationToken cancellationToken);

    /// <summary>Writes a blob, unless it is there, and proves that what arrived has the descriptor's digest.</summary>
    Task WriteBlobAsync(Descriptor blob, Stream content, CancellationToken cancellationToken);

    /// <summary>Writes a manifest or index whose blobs are there, under its digest and, where given, a tag or full name.</summary>
    Task WriteManifestAsync(Descriptor manifest, ReadOnlyMemory<byte> content, string? name, CancellationToken cancellationToken);

    /// <summary>
    /// Writes a manifest with a <c>subject</c> so that it is listed among the subject's referrers, also on a registry without
    /// the referrers API, without losing what others write at the same time.
    /// </summary>
    /// <param name="referrer">Descriptor with artifact type and annotations, as it is to be listed.</param>
    /// <param name="content">The manifest.</param>
    /// <param name="subject">Digest of the manifest that <paramref name="content"/> refers to.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>What is listed: this referrer, or the one with the same artifact type and layers that was there already.</returns>
    Task<Descriptor> WriteReferrerAsync(
        Descriptor referrer,
        ReadOnlyMemory<byte> content,
        Digest subject,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Writes what cosign's older versions attach by a tag, and keeps what others have attached there: signatures and attestations
    /// of both become one manifest.
    /// </summary>
    /// <param name="manifest">The manifest, whose blobs are there.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="subject">What it is attached to.</param>
    /// <param name="suffix">Ending of the tag, such as <c>.sig</c>.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="UndeterminedException">Something is under the tag that would have to be replaced.</exception>
    Task WriteTaggedAsync(
        Descriptor manifest,
        ReadOnlyMemory<byte> content,
        Digest subject,
        string suffix,
        CancellationToken cancellationToken
    );
}
