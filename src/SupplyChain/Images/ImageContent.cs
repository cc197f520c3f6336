using System.Text.Json;
using SupplyChain.Images.Streams;
using ZstdSharp;

namespace SupplyChain.Images;

/// <summary>What is inside one image for one platform: its manifest, its configuration, its layers.</summary>
public sealed class ImageContent
{
    private readonly IImageSource source;

    private ImageContent(IImageSource source, Descriptor descriptor, ImageManifest manifest, ImageConfig config)
    {
        this.source = source;
        Descriptor = descriptor;
        Manifest = manifest;
        Config = config;
        Layers = LayersOf(manifest, config);
    }

    /// <summary>The manifest of the chosen platform; another than the image's own where that is an index.</summary>
    public Descriptor Descriptor { get; }

    /// <summary>The manifest.</summary>
    public ImageManifest Manifest { get; }

    /// <summary>The configuration.</summary>
    public ImageConfig Config { get; }

    /// <summary>The layers, lowest first.</summary>
    public IReadOnlyList<ImageLayer> Layers { get; }

    /// <summary>Opens the image for a platform.</summary>
    /// <param name="image">The image; an index is followed to the platform's manifest.</param>
    /// <param name="platform">The platform; null where the image has one only.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="ConfigurationException">The image has several platforms, or not the one asked for; the message lists them.</exception>
    /// <exception cref="UndeterminedException">The image is missing, altered or malformed.</exception>
    public static async Task<ImageContent> OpenAsync(ResolvedImage image, Platform? platform, CancellationToken cancellationToken)
    {
        var place = Place(image.Source, image.Digest);
        var descriptor = image.Manifest;
        var document = await image.Source.ReadDocumentAsync(image.Digest, cancellationToken);
        var chosen = document.Index is { } index ? PlatformChoice.Choose(index, platform, image.Written) : null;
        if (chosen is not null)
        {
            descriptor = chosen;
            document = await image.Source.ReadDocumentAsync(chosen.Digest, cancellationToken);
            place = Place(image.Source, chosen.Digest);
        }

        var manifest = document.Manifest ?? throw Malformed(place, "it is an index inside an index, which no client runs");
        var config = await ReadConfigAsync(image.Source, manifest, place, cancellationToken);
        if (config.RootFileSystem.DiffIds.Count != manifest.Layers.Count)
        {
            throw Malformed(
                place,
                $"it has {manifest.Layers.Count} layers and its configuration {config.RootFileSystem.DiffIds.Count}"
            );
        }

        return chosen is not null || platform is null || PlatformChoice.Fits(config.Platform, platform)
            ? new ImageContent(image.Source, descriptor, manifest, config)
            : throw PlatformChoice.Missing(platform, [config.Platform], image.Written);
    }

    /// <summary>
    /// Reads a layer's unpacked tar. After <paramref name="read"/> has returned, the rest is read too, so that the result is
    /// returned only if size, digest and diff id of the layer are right.
    /// </summary>
    /// <param name="layer">One of <see cref="Layers"/>.</param>
    /// <param name="read">Takes what it needs from the tar; it need not read to the end.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="UndeterminedException">The layer is missing, altered, malformed, or grows out of proportion.</exception>
    public async Task<T> ReadLayerAsync<T>(
        ImageLayer layer,
        Func<Stream, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken
    )
    {
        var what = $"Layer {layer.Blob.Digest} of {source.Location}";
        try
        {
            await using var blob = await source.OpenBlobAsync(layer.Blob, cancellationToken);
            await using var unpacked = await Decompression.OpenAsync(blob, cancellationToken);
            await using var bounded = new BoundedStream(unpacked, layer.Blob.Size, what);
            // Unpacking takes longer than all that follows it, so that the one goes on beside the other.
            await using var ahead = new ReadAheadStream(bounded);
            await using var tar = new VerifyingStream(ahead, layer.DiffId, size: null, what + ", unpacked,");
            var result = await read(tar, cancellationToken);
            await tar.CopyToAsync(Stream.Null, cancellationToken);
            await blob.CopyToAsync(Stream.Null, cancellationToken);
            return result;
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or ZstdException)
        {
            throw new UndeterminedException("image.layer", $"{what} cannot be unpacked; push the image again.", error);
        }
    }

    private static async Task<ImageConfig> ReadConfigAsync(
        IImageSource source,
        ImageManifest manifest,
        string place,
        CancellationToken cancellationToken
    )
    {
        if (manifest.Config.MediaType is not (MediaTypes.OciConfig or MediaTypes.DockerConfig))
        {
            throw Malformed(place, $"its configuration is of type {Printable.Quote(manifest.Config.MediaType)}");
        }

        var content = await source.ReadBlobAsync(manifest.Config, OciDocument.LargestSize, cancellationToken);
        try
        {
            return ImageConfig.Parse(content);
        }
        catch (JsonException error)
        {
            throw Malformed(place, $"line {error.LineNumber + 1} of its configuration is not as the specification has it", error);
        }
    }

    private static ImageLayer[] LayersOf(ImageManifest manifest, ImageConfig config)
    {
        var steps = (config.History ?? []).Where(step => step.EmptyLayer is not true).ToList();
        return
        [
            .. manifest.Layers.Select(
                (blob, index) =>
                    new ImageLayer(
                        index,
                        blob,
                        config.RootFileSystem.DiffIds[index],
                        steps.Count == manifest.Layers.Count ? steps[index].CreatedBy : null
                    )
            ),
        ];
    }

    private static string Place(IImageSource source, Digest digest) => $"{source.Location}@{digest}";

    private static UndeterminedException Malformed(string place, string problem, Exception? inner = null) =>
        new("image.not-an-image", $"{place} is not an image that can be read: {problem}; name another or push it again.", inner);
}
