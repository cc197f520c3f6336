using System.Globalization;
using SupplyChain.Attestations;
using SupplyChain.Images;
using SupplyChain.Signing.Bundles;
using SupplyChain.Signing.Keys;

namespace SupplyChain.Signing;

/// <summary>Signs images and attests statements about them: each becomes a bundle beside the image, as a referrer.</summary>
/// <param name="signer">Signs.</param>
/// <param name="time">Dates the referrers' manifests; nothing that is signed depends on it.</param>
public sealed class ImageSigner(IBundleSigner signer, TimeProvider time)
{
    private const string CreatedAnnotation = "org.opencontainers.image.created";

    // Whoever has read the manifest then has the bundle too; larger ones would make every list of referrers slow to open.
    private const int LargestEmbedded = 16 * 1024;

    /// <summary>Signs with a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="time">Dates the referrers' manifests.</param>
    public ImageSigner(ISigningKey key, TimeProvider time)
        : this(new BundleSigner(key), time) { }

    /// <summary>Signs an image: a statement of type <see cref="PredicateTypes.ImageSignature"/> about its digest.</summary>
    /// <param name="store">Where the image is.</param>
    /// <param name="image">Its manifest or index.</param>
    /// <param name="annotations">What to sign along, such as <c>env=prod</c>; may be empty.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="UndeterminedException">The store cannot be written.</exception>
    public Task<PublishedBundle> SignAsync(
        IImageStore store,
        Descriptor image,
        IReadOnlyDictionary<string, string> annotations,
        CancellationToken cancellationToken
    ) =>
        AttestAsync(
            store,
            image,
            new Statement([Subject.Of(image.Digest, null, annotations)], PredicateTypes.ImageSignature, "{}"u8.ToArray()),
            cancellationToken
        );

    /// <summary>Signs a statement and publishes it beside the image. Doing it twice leaves one.</summary>
    /// <param name="store">Where the image is.</param>
    /// <param name="image">Its manifest or index, which must be among the statement's subjects.</param>
    /// <param name="statement">What to attest.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="ConfigurationException">The statement is not about the image, or the store keeps no evidence.</exception>
    /// <exception cref="UndeterminedException">The store cannot be written.</exception>
    public async Task<PublishedBundle> AttestAsync(
        IImageStore store,
        Descriptor image,
        Statement statement,
        CancellationToken cancellationToken
    )
    {
        StagedStore.RequireEvidence(store);
        if (!statement.IsAbout(image.Digest))
        {
            throw new ConfigurationException(
                "attestation.subject",
                $"The statement of type {Printable.Quote(statement.PredicateType)} is not about {store.Location}@{image.Digest}; name this digest among its subjects."
            );
        }

        var bundle = await signer.SignAsync(statement, cancellationToken);
        var bytes = bundle.ToBytes();
        var blob = Descriptor.Of(BundleMediaTypes.V03, bytes);
        var manifest = ManifestOf(image, blob, bytes, statement.PredicateType);
        var content = manifest.ToBytes();
        var empty = "{}"u8.ToArray();
        await WriteAsync(store, manifest.Config, empty, cancellationToken);
        await WriteAsync(store, blob, bytes, cancellationToken);
        var referrer = Descriptor.Of(MediaTypes.OciManifest, content.Span) with
        {
            ArtifactType = manifest.ArtifactType,
            Annotations = manifest.Annotations,
        };
        var listed = await store.WriteReferrerAsync(referrer, content, image.Digest, cancellationToken);
        return new PublishedBundle(listed, blob.Digest, bundle);
    }

    private ImageManifest ManifestOf(Descriptor image, Descriptor blob, byte[] bundle, string predicateType) =>
        new()
        {
            MediaType = MediaTypes.OciManifest,
            ArtifactType = BundleMediaTypes.V03,
            Config = Descriptor.Of(MediaTypes.OciEmpty, "{}"u8),
            Layers = [blob with { Data = blob.Size <= LargestEmbedded ? bundle : null }],
            Subject = new Descriptor(image.MediaType, image.Digest, image.Size),
            Annotations = new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                [BundleAnnotations.Content] = BundleAnnotations.EnvelopeContent,
                [BundleAnnotations.PredicateType] = predicateType,
                [CreatedAnnotation] = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            },
        };

    private static async Task WriteAsync(IImageStore store, Descriptor blob, byte[] content, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream(content, writable: false);
        await store.WriteBlobAsync(blob, stream, cancellationToken);
    }
}
