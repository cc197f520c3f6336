using SupplyChain.Images.Streams;

namespace SupplyChain.Images.Layouts;

/// <summary>Reads an OCI layout (OCI image specification, image-layout.md), believing nothing but digests.</summary>
internal sealed class LayoutReader(ILayoutFiles files) : IImageListing
{
    /// <summary>The file that says it is a layout.</summary>
    public const string MarkerFile = "oci-layout";

    /// <summary>The file that lists the manifests.</summary>
    public const string IndexFile = "index.json";

    /// <summary>Annotation with the whole name of an image, as Docker Engine and containerd write it.</summary>
    public const string ContainerdName = "io.containerd.image.name";

    private const string Remedy = "delete it and copy the image into the layout again";

    /// <inheritdoc />
    public string Location => files.Location;

    /// <summary>Where a blob is.</summary>
    public static string BlobPath(Digest digest) => $"blobs/{digest.Algorithm}/{digest.Hex}";

    /// <summary>The bytes of <c>index.json</c>; null where there is no layout.</summary>
    public Task<ReadOnlyMemory<byte>?> ReadIndexAsync(CancellationToken cancellationToken) =>
        ReadFileAsync(IndexFile, OciDocument.LargestSize, cancellationToken);

    /// <summary>The entries of <c>index.json</c>; none where there is no layout.</summary>
    public async Task<IReadOnlyList<Descriptor>> ReadEntriesAsync(CancellationToken cancellationToken) =>
        await ReadIndexAsync(cancellationToken) is { } content
            ? ImageIndex.Parse(content, files.Describe(IndexFile)).Manifests
            : [];

    /// <summary>The manifest or index with this digest and its bytes; null where there is none.</summary>
    public async Task<(OciDocument Document, ReadOnlyMemory<byte> Content)?> ReadDocumentAsync(
        Digest digest,
        CancellationToken cancellationToken
    )
    {
        var path = BlobPath(digest);
        if (await ReadFileAsync(path, OciDocument.LargestSize, cancellationToken) is not { } content)
        {
            return null;
        }

        return digest.Matches(content.Span)
            ? (OciDocument.Parse(content, files.Describe(path)), content)
            : throw new UndeterminedException(
                "image.content-altered",
                $"{files.Describe(path)} does not have the digest that its name says; {Remedy}."
            );
    }

    /// <inheritdoc />
    public async Task<ReadOnlyMemory<byte>?> ReadManifestAsync(Digest digest, CancellationToken cancellationToken) =>
        (await ReadDocumentAsync(digest, cancellationToken))?.Content;

    /// <inheritdoc />
    public async Task<Stream> OpenBlobAsync(Descriptor blob, CancellationToken cancellationToken)
    {
        var path = BlobPath(blob.Digest);
        var (content, _) =
            await files.OpenAsync(path, cancellationToken) ?? throw Missing(path, $"blob {blob.Digest} of {files.Location}");
        return new VerifyingStream(content, blob.Digest, blob.Size, files.Describe(path));
    }

    /// <inheritdoc />
    public async Task<Descriptor?> ResolveAsync(string name, CancellationToken cancellationToken)
    {
        if (Digest.TryParse(name, out var asked))
        {
            return await ReadDocumentAsync(asked, cancellationToken) is { } found
                ? found.Document.Describe(found.Content.Span, asked)
                : null;
        }

        var entries = await ReadEntriesAsync(cancellationToken);
        var digests = entries.Where(entry => HasName(entry, name)).Select(entry => entry.Digest).Distinct().ToList();
        return digests.Count switch
        {
            0 => null,
            1 => await DescribeAsync(digests[0], cancellationToken),
            _ => throw new UndeterminedException(
                "image.ambiguous",
                $"{files.Describe(IndexFile)} names several manifests {Printable.Quote(name)}; choose one by its digest."
            ),
        };
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<(string? Name, Descriptor Manifest)>> ListImagesAsync(CancellationToken cancellationToken)
    {
        var images = new List<(string?, Descriptor)>();
        foreach (var entry in await ReadEntriesAsync(cancellationToken))
        {
            var name = NameOf(entry);
            var (document, content) = await RequireAsync(entry.Digest, cancellationToken);
            if (document.Subject is null && !ReferrersTag.Is(name))
            {
                images.Add((name, document.Describe(content.Span, entry.Digest)));
            }
        }

        return images;
    }

    /// <summary>Everything that names the subject: listed directly, or in the subject's fallback index.</summary>
    public async Task<IReadOnlyList<Referrer>> ListReferrersAsync(Digest subject, CancellationToken cancellationToken)
    {
        var candidates = new ReferrerCandidates();
        foreach (var entry in await ReadEntriesAsync(cancellationToken))
        {
            candidates.Add(entry.Digest, ReferrerPlaces.LayoutIndex);
            if (NameOf(entry) == ReferrersTag.Of(subject))
            {
                var (fallback, _) = await RequireAsync(entry.Digest, cancellationToken);
                foreach (var child in fallback.Index?.Manifests ?? [])
                {
                    candidates.Add(child.Digest, ReferrerPlaces.FallbackTag);
                }
            }
        }

        return await candidates.OpenAsync(
            subject,
            async (digest, cancel) => await RequireAsync(digest, cancel),
            cancellationToken
        );
    }

    /// <summary>The name that an entry has; null where it has none.</summary>
    public static string? NameOf(Descriptor entry) => entry.Annotations?.GetValueOrDefault(EditableIndex.RefName);

    private static bool HasName(Descriptor entry, string name)
    {
        string?[] names = [NameOf(entry), entry.Annotations?.GetValueOrDefault(ContainerdName)];
        return names.Contains(name, StringComparer.Ordinal)
            || (
                ImageReference.TryParse(name, out var asked)
                && names.Any(given => ImageReference.TryParse(given, out var reference) && reference.Equals(asked))
            );
    }

    private async Task<Descriptor> DescribeAsync(Digest digest, CancellationToken cancellationToken)
    {
        var (document, content) = await RequireAsync(digest, cancellationToken);
        return document.Describe(content.Span, digest);
    }

    private async Task<(OciDocument Document, ReadOnlyMemory<byte> Content)> RequireAsync(
        Digest digest,
        CancellationToken cancellationToken
    ) =>
        await ReadDocumentAsync(digest, cancellationToken)
        ?? throw Missing(BlobPath(digest), $"a manifest that {files.Describe(IndexFile)} lists");

    private async Task<ReadOnlyMemory<byte>?> ReadFileAsync(string path, int limit, CancellationToken cancellationToken)
    {
        if (await files.OpenAsync(path, cancellationToken) is not var (stream, length))
        {
            return null;
        }

        await using (stream)
        {
            if (length > limit)
            {
                throw new UndeterminedException(
                    "image.too-large",
                    $"{files.Describe(path)} has {length} bytes, and {limit} are allowed for a manifest or index; {Remedy}."
                );
            }

            var content = new byte[length];
            await stream.ReadExactlyAsync(content, cancellationToken);
            return content;
        }
    }

    private UndeterminedException Missing(string path, string what) =>
        new("image.blob-missing", $"{files.Describe(path)}, {what}, is missing; copy the image into the layout again.");
}
