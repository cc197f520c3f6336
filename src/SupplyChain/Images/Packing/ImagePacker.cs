using System.Text.Json;

namespace SupplyChain.Images.Packing;

/// <summary>
/// Makes an image from a folder: its layers on top of a base's layers, or alone. The layers of a published .NET application are its
/// framework, its packages and itself. Equal input, equal digest.
/// </summary>
public static class ImagePacker
{
    /// <summary>Makes an image and writes it.</summary>
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
        RequireTag(destination, name);
        var packed = await WriteAsync(PackInput.Read(request), destination, name, cancellationToken);
        await StagedStore.CompleteAsync(destination, cancellationToken);
        return packed;
    }

    /// <summary>Makes an image for each of several platforms and an index of them, or for one platform the image alone, and writes it.</summary>
    /// <param name="requests">What the images are made of, each for a platform of its own; at least one.</param>
    /// <param name="destination">Where it goes.</param>
    /// <param name="name">Tag, or in a layout full reference, that it gets; null for none.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The index's, or the one image's, descriptor.</returns>
    /// <exception cref="ConfigurationException">
    /// A folder or an option cannot be used, a base lacks its platform, or a platform is named twice.
    /// </exception>
    /// <exception cref="UndeterminedException">A base cannot be read, or the destination cannot be written.</exception>
    public static async Task<Descriptor> PackAsync(
        IReadOnlyList<PackRequest> requests,
        IImageStore destination,
        string? name,
        CancellationToken cancellationToken
    )
    {
        if (requests is [var single])
        {
            return await PackAsync(single, destination, name, cancellationToken);
        }

        RequireTag(destination, name);
        var inputs = requests
            .OrderBy(request => request.Platform.ToString(), StringComparer.Ordinal)
            .Select(PackInput.Read)
            .ToList();
        if (inputs.GroupBy(input => input.Request.Platform).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ConfigurationException(
                "pack.platform",
                $"The platform {twice.Key} is to be packed twice; name it once, with one folder."
            );
        }

        var images = new List<Descriptor>();
        foreach (var input in inputs)
        {
            var image = await WriteAsync(input, destination, name: null, cancellationToken);
            images.Add(image with { Platform = input.Request.Platform });
        }

        var content = new ImageIndex
        {
            MediaType = MediaTypes.OciIndex,
            Manifests = images,
            Annotations = PackedConfig.Annotate(inputs[0].Request, below: null),
        }.ToBytes();
        var index = Descriptor.Of(MediaTypes.OciIndex, content.Span);
        await destination.WriteManifestAsync(index, content, name, cancellationToken);
        await StagedStore.CompleteAsync(destination, cancellationToken);
        return index;
    }

    private static void RequireTag(IImageStore destination, string? name)
    {
        if (name is not null && (Digest.TryParse(name, out _) || name.Contains('@', StringComparison.Ordinal)))
        {
            throw new ConfigurationException(
                "pack.destination",
                $"An image cannot be packed to {destination.Location} as {Printable.Quote(name)}, since its digest comes from its content; name a tag alone."
            );
        }
    }

    private static async Task<Descriptor> WriteAsync(
        PackInput input,
        IImageStore destination,
        string? name,
        CancellationToken cancellationToken
    )
    {
        var request = input.Request;
        var below = request.Base is { } image ? await ImageContent.OpenAsync(image, request.Platform, cancellationToken) : null;
        var layers = new List<Descriptor>();
        foreach (var inherited in below?.Layers ?? [])
        {
            layers.Add(await InheritAsync(request.Base!.Source, below!, inherited, destination, cancellationToken));
        }

        var own = new List<(LayerPart Part, Digest DiffId)>();
        foreach (var (part, entries) in input.Layers)
        {
            using var layer = await LayerFile.MakeAsync(tar =>
                ApplicationTar.WriteAsync(tar, entries, request.WorkingDirectory, cancellationToken)
            );
            await destination.WriteBlobAsync(layer.Blob, layer.Content, cancellationToken);
            layers.Add(layer.Blob);
            own.Add((part, layer.DiffId));
        }

        var config = JsonSerializer.SerializeToUtf8Bytes(PackedConfig.Make(input, below, own), OciJson.Plain.ImageConfig);
        var configBlob = Descriptor.Of(MediaTypes.OciConfig, config);
        await destination.WriteBlobAsync(configBlob, new MemoryStream(config), cancellationToken);
        var manifest = new ImageManifest
        {
            MediaType = MediaTypes.OciManifest,
            Config = configBlob,
            Layers = layers,
            Annotations = PackedConfig.Annotate(request, below),
        }.ToBytes();
        var descriptor = Descriptor.Of(MediaTypes.OciManifest, manifest.Span);
        await destination.WriteManifestAsync(descriptor, manifest, name, cancellationToken);
        return descriptor;
    }

    // Archives and engines hold layers as plain tars, which some clients do not take from a registry.
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
