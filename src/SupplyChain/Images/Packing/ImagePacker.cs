using System.Globalization;
using System.Text.Json;

namespace SupplyChain.Images.Packing;

/// <summary>Makes an image from a folder: one application layer on top of a base's layers, or alone. Equal input, equal digest.</summary>
public static class ImagePacker
{
    private const string CreatedAnnotation = "org.opencontainers.image.created";
    private const string BaseDigestAnnotation = "org.opencontainers.image.base.digest";
    private const string BaseNameAnnotation = "org.opencontainers.image.base.name";
    private const string Step = "supplychain pack";

    /// <summary>Makes the image and writes it.</summary>
    /// <param name="request">What it is made of.</param>
    /// <param name="destination">Where it goes.</param>
    /// <param name="name">Tag, or in a layout full reference, that it gets; null for none.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The manifest's descriptor.</returns>
    /// <exception cref="ConfigurationException">The folder or an option cannot be used, or the base lacks the platform.</exception>
    /// <exception cref="UndeterminedException">The base cannot be read, or the destination cannot be written.</exception>
    public static async Task<Descriptor> PackAsync(
        PackRequest request,
        IImageStore destination,
        string? name,
        CancellationToken cancellationToken
    )
    {
        Check(request);
        var entries = SourceFolder.List(request.SourceDirectory);
        var below = request.Base is { } image ? await ImageContent.OpenAsync(image, request.Platform, cancellationToken) : null;
        var layers = new List<Descriptor>();
        foreach (var inherited in below?.Layers ?? [])
        {
            layers.Add(await InheritAsync(request.Base!.Source, below!, inherited, destination, cancellationToken));
        }

        using var layer = await LayerFile.MakeAsync(tar =>
            ApplicationTar.WriteAsync(tar, entries, request.WorkingDirectory, cancellationToken)
        );
        await destination.WriteBlobAsync(layer.Blob, layer.Content, cancellationToken);
        layers.Add(layer.Blob);
        var config = JsonSerializer.SerializeToUtf8Bytes(Configure(request, below, layer.DiffId), OciJson.Plain.ImageConfig);
        var configBlob = Descriptor.Of(MediaTypes.OciConfig, config);
        await destination.WriteBlobAsync(configBlob, new MemoryStream(config), cancellationToken);
        var manifest = new ImageManifest
        {
            MediaType = MediaTypes.OciManifest,
            Config = configBlob,
            Layers = layers,
            Annotations = Annotate(request, below),
        }.ToBytes();
        var descriptor = Descriptor.Of(MediaTypes.OciManifest, manifest.Span);
        await destination.WriteManifestAsync(descriptor, manifest, name, cancellationToken);
        return descriptor;
    }

    private static void Check(PackRequest request)
    {
        var parts = request.WorkingDirectory.Split('/');
        if (!request.WorkingDirectory.StartsWith('/') || parts.Any(part => part is "." or ".." || part.Any(char.IsControl)))
        {
            throw new ConfigurationException(
                "pack.working-directory",
                $"{Printable.Quote(request.WorkingDirectory)} is not a folder in an image; name an absolute path without '..', such as /app."
            );
        }

        if (request.EntryPoint is [] or ["", ..])
        {
            throw new ConfigurationException(
                "pack.entry-point",
                "The image has no program to run; name one, such as dotnet and the application's dll."
            );
        }
    }

    private static ImageConfig Configure(PackRequest request, ImageContent? below, Digest diffId)
    {
        var inherited = below?.Config;
        var created = request.Created.ToUniversalTime();
        return new ImageConfig
        {
            OS = request.Platform.OS,
            Architecture = request.Platform.Architecture,
            Variant = inherited?.Variant ?? request.Platform.Variant,
            Created = created,
            Runtime = new ImageRuntimeConfig
            {
                User = request.User,
                ExposedPorts = inherited?.Runtime?.ExposedPorts,
                Env = inherited?.Runtime?.Env,
                Entrypoint = request.EntryPoint,
                WorkingDir = request.WorkingDirectory,
                Labels = Merge(inherited?.Runtime?.Labels, request.Labels),
                Other = inherited?.Runtime?.Other,
            },
            RootFileSystem = new ImageRootFileSystem { DiffIds = [.. inherited?.RootFileSystem.DiffIds ?? [], diffId] },
            History = [.. History(below), new ImageHistory { Created = created, CreatedBy = Step }],
            Other = inherited?.Other,
        };
    }

    // A base without history gets one, since steps and layers have to stay in line.
    private static IEnumerable<ImageHistory> History(ImageContent? below)
    {
        var known = below?.Config.History ?? [];
        return below is null || known.Count(step => step.EmptyLayer is not true) == below.Layers.Count
            ? known
            : below.Layers.Select(layer => new ImageHistory { CreatedBy = layer.DiffId.ToString() });
    }

    private static SortedDictionary<string, string> Annotate(PackRequest request, ImageContent? below)
    {
        var annotations = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [CreatedAnnotation] = request
                .Created.ToUniversalTime()
                .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        };
        if (below is not null)
        {
            annotations[BaseDigestAnnotation] = below.Descriptor.Digest.ToString();
            var written = request.Base!.Written;
            if (
                ImageReference.TryParse(written, out var reference)
                && ImageLocation.Parse(written).Transport == ImageTransport.Registry
            )
            {
                annotations[BaseNameAnnotation] = reference.Canonical;
            }
        }

        return Merge(annotations, request.Annotations)!;
    }

    private static SortedDictionary<string, string>? Merge(
        SortedDictionary<string, string>? below,
        IReadOnlyDictionary<string, string> over
    )
    {
        var merged = new SortedDictionary<string, string>(below ?? [], StringComparer.Ordinal);
        foreach (var (key, value) in over)
        {
            merged[key] = value;
        }

        return merged.Count > 0 ? merged : null;
    }

    // Archives hold layers as plain tars, which some clients do not take from a registry.
    private static async Task<Descriptor> InheritAsync(
        IImageSource source,
        ImageContent below,
        ImageLayer layer,
        IImageStore destination,
        CancellationToken cancellationToken
    )
    {
        if (layer.Blob.MediaType != MediaTypes.OciLayer)
        {
            await BlobCopy.CopyAsync(source, destination, layer.Blob, cancellationToken);
            return layer.Blob.MediaType == MediaTypes.DockerLayerGzip
                ? layer.Blob with
                {
                    MediaType = MediaTypes.OciLayerGzip,
                }
                : layer.Blob;
        }

        using var packed = await LayerFile.MakeAsync(target =>
            below.ReadLayerAsync(
                layer,
                async (tar, cancel) =>
                {
                    await tar.CopyToAsync(target, cancel);
                    return true;
                },
                cancellationToken
            )
        );
        await destination.WriteBlobAsync(packed.Blob, packed.Content, cancellationToken);
        return packed.Blob;
    }
}
