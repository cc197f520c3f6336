using System.Collections.Concurrent;
using SupplyChain.Images.Archives;
using SupplyChain.Images.Engines;
using SupplyChain.Images.Layouts;
using SupplyChain.Images.Registries;

namespace SupplyChain.Images;

/// <summary>Opens the places that images are in, with one set of options, one pool of connections and one memory of credentials.</summary>
/// <param name="options">How places may be reached.</param>
public sealed class ImageStores(ImageStoreOptions options) : IDisposable
{
    private readonly RegistryTransport transport = new(options);
    private readonly ConcurrentDictionary<string, RegistryRepository> repositories = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ImageArchive> archives = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, EngineSource> engineImages = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<StagedStore> staged = [];
    private readonly Lazy<DockerEngine> engine = new(() => new DockerEngine(options.Docker ?? DockerEndpoint.FromEnvironment()));

    /// <summary>The options given.</summary>
    public ImageStoreOptions Options => options;

    /// <summary>Opens a place for reading; nothing is asked yet.</summary>
    /// <exception cref="ConfigurationException">The folder or file does not exist.</exception>
    public IImageSource OpenSource(ImageLocation location) =>
        location.Transport switch
        {
            ImageTransport.Registry => OpenRepository(location.Reference!),
            ImageTransport.Layout => OpenExistingLayout(location.Path!),
            ImageTransport.LayoutArchive or ImageTransport.DockerArchive => OpenArchive(location),
            _ => engineImages.GetOrAdd(location.Name!, (name, stores) => new EngineSource(stores.Engine(location), name), this),
        };

    /// <summary>
    /// Opens a place for writing too; a layout's folder is made on the first write. An archive and a Docker Engine take one image,
    /// and take it when it is complete: an archive replaces a file that is there, and keeps evidence only if it is an OCI archive.
    /// </summary>
    /// <exception cref="ConfigurationException">The Docker Engine's address, or the name that the image is to have there, cannot be used.</exception>
    public IImageStore OpenStore(ImageLocation location) =>
        location.Transport switch
        {
            ImageTransport.Registry => OpenRepository(location.Reference!),
            ImageTransport.Layout => new OciLayout(location.Path!, options.Time),
            ImageTransport.DockerDaemon => Stage(location, EngineDestination.Deliver(Engine(location), location.Reference!)),
            _ => Stage(location, ArchiveDestination.Deliver(location)),
        };

    /// <summary>Opens a place for writing evidence beside the image that is there.</summary>
    /// <exception cref="ConfigurationException">The place takes whole images only, as archives and Docker Engines do.</exception>
    public IImageStore OpenEvidenceStore(ImageLocation location)
    {
        var store = OpenStore(location);
        StagedStore.RequireEvidence(store);
        return store;
    }

    /// <summary>
    /// Finds the manifest a location stands for, once; what follows uses its digest. A reference is looked up in
    /// <see cref="ImageStoreOptions.Layouts"/> first, by the full reference its <c>index.json</c> is annotated with.
    /// </summary>
    /// <exception cref="ConfigurationException">The place does not exist, or holds several images and none is named.</exception>
    /// <exception cref="UndeterminedException">There is no such image, or the place cannot be read.</exception>
    public async Task<ResolvedImage> ResolveAsync(ImageLocation location, CancellationToken cancellationToken)
    {
        if (location is { Transport: ImageTransport.Registry, Reference: { } reference })
        {
            foreach (var folder in options.Layouts)
            {
                var layout = OpenExistingLayout(folder);
                if (await FindInLayoutAsync(layout, reference, cancellationToken) is { } here)
                {
                    return new ResolvedImage(location.ToString(), layout, here);
                }
            }
        }

        var source = OpenSource(location);
        var found = location.Name is { } name
            ? await source.ResolveAsync(name, cancellationToken)
                ?? throw await NoSuchImageAsync(location, source, cancellationToken)
            : await TheOnlyImageAsync(location, (IImageListing)source, cancellationToken);
        return new ResolvedImage(location.ToString(), source, found)
        {
            RegistryReferences = source is EngineSource { RegistryReferences: var known } ? known : [],
        };
    }

    /// <summary>Finds the manifest that a reference stands for, as the overload for locations does.</summary>
    /// <exception cref="UndeterminedException">There is no such image, or the place cannot be read.</exception>
    public Task<ResolvedImage> ResolveAsync(ImageReference reference, CancellationToken cancellationToken) =>
        ResolveAsync(ImageLocation.Of(reference), cancellationToken);

    /// <inheritdoc />
    public void Dispose()
    {
        transport.Dispose();
        IEnumerable<IDisposable> opened = [.. archives.Values, .. engineImages.Values, .. staged];
        foreach (var place in opened)
        {
            place.Dispose();
        }

        if (engine.IsValueCreated)
        {
            engine.Value.Dispose();
        }
    }

    // One object for each repository, since it remembers the manifests it has read.
    private RegistryRepository OpenRepository(ImageReference reference) =>
        repositories.GetOrAdd(
            reference.Repository,
            (_, named) => new RegistryRepository(transport, new RepositoryName(named.Registry, named.Path)),
            reference
        );

    // One object for each file, since it remembers what is where.
    private ImageArchive OpenArchive(ImageLocation location)
    {
        var kind = location.Transport == ImageTransport.LayoutArchive ? "oci-archive" : "docker-archive";
        return File.Exists(location.Path)
            ? archives.GetOrAdd($"{kind}:{location.Path}", (place, path) => new ImageArchive(path, place), location.Path)
            : throw new ConfigurationException(
                "image.no-archive",
                $"There is no file {Printable.Quote(location.Path!)}; name an image archive."
            );
    }

    private DockerEngine Engine(ImageLocation location) =>
        options.Offline
            ? throw new UndeterminedException(
                "network.offline",
                $"The Docker Engine would have to be asked for {location}, which offline mode forbids; save the image and name the file, docker-archive:FILE, or go online."
            )
            : engine.Value;

    private StagedStore Stage(ImageLocation location, Func<OciLayout, Descriptor, CancellationToken, Task> deliver)
    {
        var store = new StagedStore(location, options.Time, deliver);
        staged.Add(store);
        return store;
    }

    // By digest any manifest in the layout will do, since the digest proves it; by tag the whole reference has to be there.
    private static Task<Descriptor?> FindInLayoutAsync(
        OciLayout layout,
        ImageReference reference,
        CancellationToken cancellationToken
    ) => layout.ResolveAsync(reference.Digest?.ToString() ?? reference.Canonical, cancellationToken);

    private static async Task<Descriptor> TheOnlyImageAsync(
        ImageLocation location,
        IImageListing source,
        CancellationToken cancellationToken
    )
    {
        var images = await source.ListImagesAsync(cancellationToken);
        var named = images.Where(image => image.Name is not null).ToList();
        var candidates = (named.Count > 0 ? named : images).DistinctBy(image => image.Manifest.Digest).ToList();
        var list = string.Join(
            ", ",
            images.Select(image => image.Name ?? image.Manifest.Digest.ToString()).Order(StringComparer.Ordinal)
        );
        return candidates.Count switch
        {
            1 => candidates[0].Manifest,
            0 => throw new UndeterminedException(
                "image.not-found",
                $"There is no image in {location}; copy or pack one into it."
            ),
            _ => throw new ConfigurationException(
                "image.several",
                $"{location} holds several images ({list}); choose one with :name or @digest after the path."
            ),
        };
    }

    private static async Task<UndeterminedException> NoSuchImageAsync(
        ImageLocation location,
        IImageSource source,
        CancellationToken cancellationToken
    )
    {
        var others = source is EngineSource image ? await image.ListNamesAsync(cancellationToken) : [];
        var known = others.Count == 0 ? "" : $" (it has {Printable.Line(string.Join(", ", others))})";
        return new(
            "image.not-found",
            $"There is no {Printable.Quote(location.Name!)} in {source.Location}{known}; check the name, or push the image first."
        );
    }

    private OciLayout OpenExistingLayout(string folder)
    {
        var layout = new OciLayout(folder, options.Time);
        return layout.Exists
            ? layout
            : throw new ConfigurationException(
                "image.no-layout",
                $"{Printable.Quote(folder)} is not an OCI layout: it has no index.json; name the folder of one."
            );
    }
}
