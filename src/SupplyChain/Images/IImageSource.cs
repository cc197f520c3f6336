namespace SupplyChain.Images;

/// <summary>
/// A place to read images and their evidence from: a registry's repository, an OCI layout, an archive, a Docker Engine.
/// Everything it returns has been checked against its digest and size.
/// </summary>
public interface IImageSource
{
    /// <summary>What people call this place, such as <c>registry.example/shop/api</c> or <c>oci:artifacts/images</c>.</summary>
    string Location { get; }

    /// <summary>Finds the manifest that a tag, full name or digest stands for; null when the place answers that there is none.</summary>
    /// <param name="name">A tag, a digest, or in a layout the whole reference the manifest is annotated with.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="UndeterminedException">The place cannot be read, or what it holds is malformed.</exception>
    Task<Descriptor?> ResolveAsync(string name, CancellationToken cancellationToken);

    /// <summary>Reads the bytes of a manifest or index; null when the place answers that there is none.</summary>
    /// <exception cref="UndeterminedException">The place cannot be read, or the bytes do not have this digest.</exception>
    Task<ReadOnlyMemory<byte>?> ReadManifestAsync(Digest digest, CancellationToken cancellationToken);

    /// <summary>Opens a blob. The stream fails with <see cref="UndeterminedException"/> on reading where size or digest differ.</summary>
    /// <exception cref="UndeterminedException">The blob is missing or the place cannot be read.</exception>
    Task<Stream> OpenBlobAsync(Descriptor blob, CancellationToken cancellationToken);

    /// <summary>Everything whose manifest, opened, names this subject, each once, in a stable order.</summary>
    /// <exception cref="UndeterminedException">The place cannot be read.</exception>
    Task<IReadOnlyList<Referrer>> ListReferrersAsync(Digest subject, CancellationToken cancellationToken);

    /// <summary>Begins a search for everything attached to manifests of this place, also under the tags of older clients.</summary>
    internal ReferrerSearch BeginSearch() => new(this);
}
