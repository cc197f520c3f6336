using SupplyChain.Images.Streams;

namespace SupplyChain.Images.Layouts;

/// <summary>
/// A folder in OCI layout (OCI image specification, image-layout.md), read and written. Parallel writers, in this process or
/// others, lose nothing; a killed writer leaves the old state or the new one.
/// </summary>
/// <param name="folder">The folder; the first write makes it.</param>
/// <param name="time">Clock for waits on other writers.</param>
public class OciLayout(string folder, TimeProvider time) : IImageStore, IImageListing
{
    private const string LockFile = ".lock";
    private const int BufferSize = 256 * 1024;

    private readonly LayoutFolder files = new(folder);
    private readonly LayoutReader reader = new(new LayoutFolder(folder));
    private bool isTidy;

    /// <inheritdoc />
    public virtual string Location => files.Location;

    /// <summary>The folder.</summary>
    public string Folder => Path.GetFullPath(folder);

    /// <summary>Whether the folder is a layout.</summary>
    public bool Exists => File.Exists(files.PathOf(LayoutReader.IndexFile));

    /// <inheritdoc />
    public Task<Descriptor?> ResolveAsync(string name, CancellationToken cancellationToken) =>
        reader.ResolveAsync(name, cancellationToken);

    /// <inheritdoc />
    public Task<ReadOnlyMemory<byte>?> ReadManifestAsync(Digest digest, CancellationToken cancellationToken) =>
        reader.ReadManifestAsync(digest, cancellationToken);

    /// <inheritdoc />
    public Task<Stream> OpenBlobAsync(Descriptor blob, CancellationToken cancellationToken) =>
        reader.OpenBlobAsync(blob, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<Referrer>> ListReferrersAsync(Digest subject, CancellationToken cancellationToken) =>
        reader.ListReferrersAsync(subject, cancellationToken);

    /// <inheritdoc />
    Task<IReadOnlyList<(string? Name, Descriptor Manifest)>> IImageListing.ListImagesAsync(CancellationToken cancellationToken) =>
        reader.ListImagesAsync(cancellationToken);

    /// <inheritdoc />
    public Task<bool> HasBlobAsync(Descriptor blob, CancellationToken cancellationToken)
    {
        var file = new FileInfo(PathOf(blob.Digest));
        return Task.FromResult(file.Exists && file.Length == blob.Size);
    }

    /// <inheritdoc />
    public async Task WriteBlobAsync(Descriptor blob, Stream content, CancellationToken cancellationToken)
    {
        if (!await HasBlobAsync(blob, cancellationToken))
        {
            await using var verified = VerifyingStream.Proving(
                content,
                blob,
                $"What is to be written to {Location} as {blob.Digest}"
            );
            await AtomicFile.WriteAsync(
                PathOf(blob.Digest),
                file => verified.CopyToAsync(file, BufferSize, cancellationToken),
                cancellationToken
            );
        }
    }

    /// <inheritdoc />
    public async Task WriteManifestAsync(
        Descriptor manifest,
        ReadOnlyMemory<byte> content,
        string? name,
        CancellationToken cancellationToken
    )
    {
        using var held = await LockAsync(cancellationToken);
        await AddAsync(manifest, content, name, displaced: null, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<Descriptor> WriteReferrerAsync(
        Descriptor referrer,
        ReadOnlyMemory<byte> content,
        Digest subject,
        CancellationToken cancellationToken
    )
    {
        var document = ReferrerContent.Check(referrer, content, subject, Location);
        var described = document.DescribeReferrer(content.Span, referrer.Digest);
        using var held = await LockAsync(cancellationToken);
        var same = await ReferrerContent.FindSameAsync(
            this,
            referrer,
            document,
            await ListReferrersAsync(subject, cancellationToken),
            cancellationToken
        );
        if (same is null)
        {
            await AddAsync(described, content, name: null, displaced: null, cancellationToken);
        }

        return same?.Descriptor ?? described;
    }

    /// <inheritdoc />
    public async Task WriteTaggedAsync(
        Descriptor manifest,
        ReadOnlyMemory<byte> content,
        Digest subject,
        string suffix,
        CancellationToken cancellationToken
    )
    {
        var tag = ReferrersTag.Of(subject) + suffix;
        using var held = await LockAsync(cancellationToken);
        var named = await reader.ResolveAsync(tag, cancellationToken);
        var there = named is null ? null : await reader.ReadManifestAsync(named.Digest, cancellationToken);
        var added = await TaggedEvidence.AddAsync(this, tag, there, manifest, content, cancellationToken);
        if (added is var (merged, bytes))
        {
            await AddAsync(merged, bytes, tag, named?.Digest, cancellationToken);
        }
    }

    private async Task AddAsync(
        Descriptor manifest,
        ReadOnlyMemory<byte> content,
        string? name,
        Digest? displaced,
        CancellationToken cancellationToken
    )
    {
        Tidy();
        await WriteBlobAsync(manifest, new MemoryStream(content.ToArray()), cancellationToken);
        var before = await reader.ReadIndexAsync(cancellationToken);
        var index = before is { } bytes
            ? EditableIndex.Parse(bytes, files.Describe(LayoutReader.IndexFile))
            : EditableIndex.Empty();
        await UnlistChildrenAsync(index, content, cancellationToken);
        index.Keep(entry => entry.Digest != displaced);
        index.Add(manifest, name);
        if (!File.Exists(files.PathOf(LayoutReader.MarkerFile)))
        {
            await WriteFileAsync(LayoutReader.MarkerFile, """{"imageLayoutVersion":"1.0.0"}"""u8.ToArray(), cancellationToken);
        }

        await WriteFileAsync(LayoutReader.IndexFile, index.ToBytes(), cancellationToken);
    }

    // Once, and under the lock, since one look at the folders is enough.
    private void Tidy()
    {
        if (!isTidy)
        {
            isTidy = true;
            string[] folders = ["", "blobs/sha256", "blobs/sha512"];
            Array.ForEach(folders, each => AtomicFile.DeleteAbandoned(files.PathOf(each)));
        }
    }

    // They were listed while they waited for their index, which now leads to them; evidence stays listed for itself.
    private async Task UnlistChildrenAsync(EditableIndex index, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var children = new HashSet<Digest>();
        foreach (var child in OciDocument.Parse(content, Location).Index?.Manifests ?? [])
        {
            if (
                index.Contains(child.Digest)
                && await reader.ReadDocumentAsync(child.Digest, cancellationToken) is { Document.Subject: null }
            )
            {
                _ = children.Add(child.Digest);
            }
        }

        index.Keep(entry => !children.Contains(entry.Digest) || LayoutReader.NameOf(entry) is not null);
    }

    private Task WriteFileAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        AtomicFile.WriteAsync(
            files.PathOf(name),
            file => file.WriteAsync(content, cancellationToken).AsTask(),
            cancellationToken
        );

    private Task<FileLock> LockAsync(CancellationToken cancellationToken) =>
        FileLock.AcquireAsync(files.PathOf(LockFile), Location, time, cancellationToken);

    private string PathOf(Digest digest) => files.PathOf(LayoutReader.BlobPath(digest));
}
