using System.Security.Cryptography;
using System.Text.Json;
using SupplyChain.Images.Streams;

namespace SupplyChain.Images.Archives;

/// <summary>
/// The images in a file that <c>docker save</c> wrote. Such a file has no manifests; each image gets the one that its
/// configuration and layers, as they lie in the file, amount to. It has no referrers.
/// </summary>
internal sealed class DockerArchive : IImageListing
{
    /// <summary>The file that lists the images.</summary>
    public const string ListFile = "manifest.json";

    // Docker itself stacks at most 127 layers.
    private const int MostLayers = 1000;
    private const int MostImages = 1000;

    private readonly TarArchive archive;
    private readonly Dictionary<Digest, ReadOnlyMemory<byte>> documents = [];
    private readonly Dictionary<Digest, TarArchiveEntry> layers = [];
    private readonly Dictionary<TarArchiveEntry, Digest> compressed = [];
    private readonly List<(string? Name, Descriptor Manifest)> images = [];

    private DockerArchive(TarArchive archive, string location)
    {
        this.archive = archive;
        Location = location;
    }

    /// <inheritdoc />
    public string Location { get; }

    /// <summary>Reads the list of images and their configurations.</summary>
    /// <exception cref="UndeterminedException">The archive is malformed.</exception>
    public static async Task<DockerArchive> OpenAsync(TarArchive archive, string location, CancellationToken cancellationToken)
    {
        var opened = new DockerArchive(archive, location);
        var list = await opened.ReadJsonAsync(
            ListFile,
            content => JsonSerializer.Deserialize(content.Span, DockerArchiveJson.Plain.IReadOnlyListDockerArchiveImage),
            cancellationToken
        );
        if (list.Any(image => image is null || image.Layers.Contains(null) || image.RepoTags?.Contains(null) is true))
        {
            throw TarArchive.Malformed(archive.Path, $"{ListFile} lists a null");
        }

        if (list.Count > MostImages || list.Any(image => image.Layers.Count > MostLayers))
        {
            throw TarArchive.Malformed(
                archive.Path,
                $"{ListFile} lists more than {MostImages} images, or an image of more than {MostLayers} layers"
            );
        }

        foreach (var image in list)
        {
            await opened.AddAsync(image, cancellationToken);
        }

        return opened;
    }

    /// <inheritdoc />
    public Task<Descriptor?> ResolveAsync(string name, CancellationToken cancellationToken)
    {
        var asked = ImageReference.TryParse(name, out var reference) ? reference : null;
        var found = images.Where(image =>
            image.Manifest.Digest.ToString() == name
            || (asked is not null && ImageReference.TryParse(image.Name, out var own) && own.Equals(asked))
        );
        return Task.FromResult(found.Select(image => image.Manifest).FirstOrDefault());
    }

    /// <inheritdoc />
    public Task<ReadOnlyMemory<byte>?> ReadManifestAsync(Digest digest, CancellationToken cancellationToken) =>
        Task.FromResult<ReadOnlyMemory<byte>?>(
            images.Any(image => image.Manifest.Digest == digest) ? documents[digest] : default(ReadOnlyMemory<byte>?)
        );

    /// <inheritdoc />
    public async Task<Stream> OpenBlobAsync(Descriptor blob, CancellationToken cancellationToken)
    {
        if (documents.TryGetValue(blob.Digest, out var document))
        {
            return new MemoryStream(document.ToArray(), writable: false);
        }

        return layers.TryGetValue(blob.Digest, out var entry)
            ? new VerifyingStream(
                await archive.OpenAsync(entry, cancellationToken),
                blob.Digest,
                blob.Size,
                $"Layer {blob.Digest} in {archive.Path}"
            )
            : throw TarArchive.Malformed(archive.Path, $"it has no {blob.Digest}");
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<Referrer>> ListReferrersAsync(Digest subject, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Referrer>>([]);

    /// <inheritdoc />
    public Task<IReadOnlyList<(string? Name, Descriptor Manifest)>> ListImagesAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<(string?, Descriptor)>>(images);

    private async Task AddAsync(DockerArchiveImage image, CancellationToken cancellationToken)
    {
        var content = await ReadAsync(image.Config, cancellationToken);
        var config = await ReadJsonAsync(image.Config, ImageConfig.Parse, cancellationToken);
        var diffIds = config.RootFileSystem.DiffIds;
        if (diffIds.Count != image.Layers.Count)
        {
            throw TarArchive.Malformed(
                archive.Path,
                $"{Printable.Quote(image.Config)} has {diffIds.Count} layers and {ListFile} {image.Layers.Count}"
            );
        }

        var blobs = new List<Descriptor>();
        foreach (var (path, diffId) in image.Layers.Zip(diffIds))
        {
            blobs.Add(await AddLayerAsync(path, diffId, cancellationToken));
        }

        var configBlob = Descriptor.Of(MediaTypes.OciConfig, content.Span);
        var manifest = new ImageManifest
        {
            MediaType = MediaTypes.OciManifest,
            Config = configBlob,
            Layers = blobs,
        }.ToBytes();
        var descriptor = Descriptor.Of(MediaTypes.OciManifest, manifest.Span);
        documents[configBlob.Digest] = content;
        documents[descriptor.Digest] = manifest;
        var names = image.RepoTags is { Count: > 0 } tags ? tags.Cast<string?>() : [null];
        images.AddRange(names.Select(name => (name, descriptor)));
    }

    // A plain layer's digest is its diff id; a compressed one has to be read once to know its own.
    private async Task<Descriptor> AddLayerAsync(string path, Digest diffId, CancellationToken cancellationToken)
    {
        var entry = archive.Find(path) ?? throw TarArchive.Malformed(archive.Path, $"it has no {Printable.Quote(path)}");
        var digest = entry.LayerType == MediaTypes.OciLayer ? diffId : await HashAsync(entry, cancellationToken);
        layers[digest] = entry;
        return new Descriptor(entry.LayerType, digest, entry.Length);
    }

    private async Task<Digest> HashAsync(TarArchiveEntry entry, CancellationToken cancellationToken)
    {
        if (!compressed.TryGetValue(entry, out var digest))
        {
            await using var stream = await archive.OpenAsync(entry, cancellationToken);
            digest = Digest.FromSha256(await SHA256.HashDataAsync(stream, cancellationToken));
            compressed.Add(entry, digest);
        }

        return digest;
    }

    private async Task<T> ReadJsonAsync<T>(string path, Func<ReadOnlyMemory<byte>, T?> parse, CancellationToken cancellationToken)
        where T : class
    {
        var content = await ReadAsync(path, cancellationToken);
        try
        {
            return parse(content) ?? throw new JsonException();
        }
        catch (JsonException error)
        {
            throw TarArchive.Malformed(
                archive.Path,
                $"{(error.LineNumber is { } line ? $"line {line + 1} of " : "")}{Printable.Quote(path)} is not as the specification has it",
                error
            );
        }
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var entry = archive.Find(path) ?? throw TarArchive.Malformed(archive.Path, $"it has no {Printable.Quote(path)}");
        if (entry.Length > OciDocument.LargestSize)
        {
            throw TarArchive.Malformed(archive.Path, $"{Printable.Quote(path)} has {entry.Length} bytes");
        }

        await using var stream = await archive.OpenAsync(entry, cancellationToken);
        var content = new byte[entry.Length];
        await stream.ReadExactlyAsync(content, cancellationToken);
        var named = System.IO.Path.GetFileNameWithoutExtension(path);
        return !Digest.TryParse($"sha256:{named}", out var digest) || digest.Matches(content)
            ? content
            : throw TarArchive.Malformed(archive.Path, $"{Printable.Quote(path)} does not have the digest that its name says");
    }
}
