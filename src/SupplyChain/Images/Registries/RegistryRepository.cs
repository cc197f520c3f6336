using System.Collections.Concurrent;

namespace SupplyChain.Images.Registries;

/// <summary>A repository of a registry (OCI distribution specification 1.1, and Docker's registry API v2).</summary>
public sealed class RegistryRepository : IImageStore
{
    private readonly RegistryTransport transport;
    private readonly RepositoryName name;
    private readonly RepositoryManifests manifests;
    private readonly RepositoryBlobs blobs;
    private readonly RegistryUpload upload;
    private readonly RepositoryLists lists;
    private readonly RegistryReferrers referrers;
    private readonly ReferrerPublication publication;
    private readonly ConcurrentDictionary<Digest, bool> absent = new();

    internal RegistryRepository(RegistryTransport transport, RepositoryName name)
    {
        this.transport = transport;
        this.name = name;
        manifests = new RepositoryManifests(transport, name);
        blobs = new RepositoryBlobs(transport, name);
        upload = new RegistryUpload(transport, blobs, name);
        lists = new RepositoryLists(transport, name);
        referrers = new RegistryReferrers(manifests, lists, Location);
        publication = new ReferrerPublication(this, manifests, lists, transport.Time);
    }

    /// <inheritdoc />
    public string Location => name.ToString();

    /// <inheritdoc />
    public async Task<Descriptor?> ResolveAsync(string name, CancellationToken cancellationToken)
    {
        var content = Digest.TryParse(name, out var digest)
            ? await manifests.ReadAsync(digest, cancellationToken)
            : await manifests.ReadTagAsync(name, cancellationToken);
        return content is { } found
            ? OciDocument
                .Parse(found, $"{Location} {Printable.Quote(name)}")
                .Describe(found.Span, digest == default ? Digest.Sha256(found.Span) : digest)
            : null;
    }

    /// <inheritdoc />
    public Task<ReadOnlyMemory<byte>?> ReadManifestAsync(Digest digest, CancellationToken cancellationToken) =>
        manifests.ReadAsync(digest, cancellationToken);

    /// <inheritdoc />
    public Task<Stream> OpenBlobAsync(Descriptor blob, CancellationToken cancellationToken) =>
        blobs.OpenAsync(blob, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<Referrer>> ListReferrersAsync(Digest subject, CancellationToken cancellationToken) =>
        referrers.ListAsync(subject, cancellationToken);

    /// <inheritdoc />
    ReferrerSearch IImageSource.BeginSearch() => new RegistrySearch(this, referrers, lists);

    /// <summary>The repository's tags, sorted; none where there is no such repository.</summary>
    /// <exception cref="UndeterminedException">The registry does not answer as it should.</exception>
    public Task<IReadOnlyList<string>> ListTagsAsync(CancellationToken cancellationToken) =>
        lists.ListTagsAsync(cancellationToken);

    /// <inheritdoc />
    public async Task<bool> HasBlobAsync(Descriptor blob, CancellationToken cancellationToken)
    {
        var has = await blobs.HasAsync(blob, cancellationToken);
        absent[blob.Digest] = !has;
        return has;
    }

    /// <inheritdoc />
    public async Task WriteBlobAsync(Descriptor blob, Stream content, CancellationToken cancellationToken)
    {
        // Who has just been told that it is not there, and therefore writes it, need not ask again.
        if ((absent.TryRemove(blob.Digest, out var isAbsent) && isAbsent) || !await blobs.HasAsync(blob, cancellationToken))
        {
            await upload.SendAsync(blob, content, cancellationToken);
        }
    }

    /// <inheritdoc />
    public async Task WriteManifestAsync(
        Descriptor manifest,
        ReadOnlyMemory<byte> content,
        string? name,
        CancellationToken cancellationToken
    ) => _ = await manifests.WriteAsync(manifest, content, name ?? manifest.Digest.ToString(), cancellationToken);

    /// <inheritdoc />
    public Task<Descriptor> WriteReferrerAsync(
        Descriptor referrer,
        ReadOnlyMemory<byte> content,
        Digest subject,
        CancellationToken cancellationToken
    ) => publication.WriteAsync(referrer, content, subject, cancellationToken);

    /// <inheritdoc />
    public Task WriteTaggedAsync(
        Descriptor manifest,
        ReadOnlyMemory<byte> content,
        Digest subject,
        string suffix,
        CancellationToken cancellationToken
    ) => publication.WriteTaggedAsync(manifest, content, subject, suffix, cancellationToken);

    /// <summary>Takes a blob over from another repository of the same registry; false where that is not possible.</summary>
    internal async Task<bool> TryMountAsync(Descriptor blob, RegistryRepository from, CancellationToken cancellationToken) =>
        from.name.Registry == name.Registry && await blobs.TryMountAsync(blob, from.name, cancellationToken);
}
