using System.Formats.Tar;
using System.Text.Json;
using SupplyChain.Images.Layouts;

namespace SupplyChain.Images.Archives;

/// <summary>Writes images as one tar file, in a stable order and without times, so that equal images give equal bytes.</summary>
internal static class ArchiveWriter
{
    private const UnixFileMode Readable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Writes a whole layout.</summary>
    public static async Task WriteLayoutAsync(Stream target, OciLayout layout, CancellationToken cancellationToken)
    {
        await using var tar = new TarWriter(target, TarEntryFormat.Gnu, leaveOpen: true);
        var blobs = Directory
            .EnumerateFiles(Path.Combine(layout.Folder, "blobs"), "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(layout.Folder, path).Replace(Path.DirectorySeparatorChar, '/'));
        string[] files = [LayoutReader.MarkerFile, LayoutReader.IndexFile, .. blobs.Order(StringComparer.Ordinal)];
        foreach (var file in files)
        {
            await AddFileAsync(tar, layout, file, cancellationToken);
        }
    }

    /// <summary>
    /// Writes one image as <c>docker save</c> of Docker Engine 25 and later does: a layout with the list that older engines read.
    /// </summary>
    /// <param name="target">Where it goes.</param>
    /// <param name="layout">The layout that holds the image.</param>
    /// <param name="image">Its manifest.</param>
    /// <param name="reference">Its name; null for none.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="ConfigurationException">It is an index.</exception>
    public static async Task WriteDockerAsync(
        Stream target,
        OciLayout layout,
        Descriptor image,
        ImageReference? reference,
        CancellationToken cancellationToken
    )
    {
        var manifest = (await layout.ReadDocumentAsync(image.Digest, cancellationToken)).RequireManifest(layout.Location);
        await using var tar = new TarWriter(target, TarEntryFormat.Gnu, leaveOpen: true);
        Descriptor[] blobs = [image, manifest.Config, .. manifest.Layers];
        await AddFileAsync(tar, layout, LayoutReader.MarkerFile, cancellationToken);
        await AddAsync(tar, LayoutReader.IndexFile, new MemoryStream(Index(image, reference).ToArray()), cancellationToken);
        await AddAsync(tar, DockerArchive.ListFile, new MemoryStream(List(manifest, reference)), cancellationToken);
        foreach (var path in blobs.Select(blob => LayoutReader.BlobPath(blob.Digest)).Distinct().Order(StringComparer.Ordinal))
        {
            await AddFileAsync(tar, layout, path, cancellationToken);
        }
    }

    private static ReadOnlyMemory<byte> Index(Descriptor image, ImageReference? reference)
    {
        var annotations = reference is null
            ? null
            : new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                [LayoutReader.ContainerdName] = reference.Canonical,
                [EditableIndex.RefName] = reference.TagOrDigest,
            };
        return new ImageIndex
        {
            MediaType = MediaTypes.OciIndex,
            Manifests = [image with { Annotations = annotations }],
        }.ToBytes();
    }

    private static byte[] List(ImageManifest manifest, ImageReference? reference)
    {
        var image = new DockerArchiveImage
        {
            Config = LayoutReader.BlobPath(manifest.Config.Digest),
            RepoTags = reference is null ? null : [reference.Canonical],
            Layers = [.. manifest.Layers.Select(layer => LayoutReader.BlobPath(layer.Digest))],
        };
        return JsonSerializer.SerializeToUtf8Bytes([image], DockerArchiveJson.Plain.IReadOnlyListDockerArchiveImage);
    }

    private static async Task AddFileAsync(TarWriter tar, OciLayout layout, string file, CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(Path.Combine([layout.Folder, .. file.Split('/')]));
        await AddAsync(tar, file, content, cancellationToken);
    }

    private static Task AddAsync(TarWriter tar, string name, Stream content, CancellationToken cancellationToken) =>
        tar.WriteEntryAsync(
            new GnuTarEntry(TarEntryType.RegularFile, name)
            {
                DataStream = content,
                Mode = Readable,
                ModificationTime = DateTimeOffset.UnixEpoch,
            },
            cancellationToken
        );
}
