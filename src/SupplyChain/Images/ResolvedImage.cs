namespace SupplyChain.Images;

/// <summary>An image whose tag has been resolved, once, to a digest; everything after this uses the digest.</summary>
/// <param name="Written">The reference as somebody wrote it, for messages.</param>
/// <param name="Source">Where it was found.</param>
/// <param name="Manifest">The manifest or index it stands for.</param>
public sealed record ResolvedImage(string Written, IImageSource Source, Descriptor Manifest)
{
    /// <summary>Digest of the manifest or index.</summary>
    public Digest Digest => Manifest.Digest;

    /// <summary>References with the digests that registries have it under, where its source knows them, as a Docker Engine may.</summary>
    public IReadOnlyList<ImageReference> RegistryReferences { get; init; } = [];

    /// <summary>Where it was found, for writing evidence beside it.</summary>
    /// <exception cref="ConfigurationException">The place can only be read, as archives.</exception>
    public IImageStore WritableStore() =>
        Source as IImageStore
        ?? throw new ConfigurationException(
            "image.read-only",
            $"Evidence cannot be written to {Source.Location}; {(RegistryReferences is [var there, ..] ? $"write it beside {there}" : "copy the image to a registry or an OCI layout first")}."
        );
}
