namespace SupplyChain.Images;

/// <summary>Opens the places that images are in, with one set of options, one pool of connections and one memory of credentials.</summary>
public sealed class ImageStores(ImageStoreOptions options) : IDisposable
{
    /// <summary>The options given.</summary>
    public ImageStoreOptions Options => options;

    /// <summary>Opens a place for reading; nothing is asked yet.</summary>
    /// <exception cref="ConfigurationException">The folder or file does not exist.</exception>
    public IImageSource OpenSource(ImageLocation location) => throw new NotImplementedException();

    /// <summary>Opens a place for writing too; a layout's folder is made on the first write.</summary>
    /// <exception cref="ConfigurationException">The place can only be read, as archives.</exception>
    public IImageStore OpenStore(ImageLocation location) => throw new NotImplementedException();

    /// <summary>
    /// Finds the manifest a location stands for, once; what follows uses its digest. A reference is looked up in
    /// <see cref="ImageStoreOptions.Layouts"/> first, by the full reference its <c>index.json</c> is annotated with.
    /// </summary>
    /// <exception cref="UndeterminedException">There is no such image, or the place cannot be read.</exception>
    public Task<ResolvedImage> ResolveAsync(ImageLocation location, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Finds the manifest that a reference stands for, as the overload for locations does.</summary>
    /// <exception cref="UndeterminedException">There is no such image, or the place cannot be read.</exception>
    public Task<ResolvedImage> ResolveAsync(ImageReference reference, CancellationToken cancellationToken) =>
        ResolveAsync(ImageLocation.Of(reference), cancellationToken);

    /// <inheritdoc />
    public void Dispose() { }
}
