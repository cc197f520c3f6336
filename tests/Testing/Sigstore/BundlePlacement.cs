using SupplyChain.Images;
using SupplyChain.Signing.Bundles;

namespace SupplyChain.Testing.Sigstore;

/// <summary>Puts bytes beside an image as if they were a bundle, whatever they are.</summary>
public static class BundlePlacement
{
    public static async Task PlaceAsync(
        this IImageStore store,
        Descriptor image,
        byte[] bundle,
        CancellationToken cancellationToken
    )
    {
        var blob = Descriptor.Of(BundleMediaTypes.V03, bundle);
        var manifest = new ImageManifest
        {
            MediaType = MediaTypes.OciManifest,
            ArtifactType = BundleMediaTypes.V03,
            Config = Descriptor.Of(MediaTypes.OciEmpty, "{}"u8),
            Layers = [blob],
            Subject = new Descriptor(image.MediaType, image.Digest, image.Size),
        };
        await store.WriteBlobAsync(manifest.Config, new MemoryStream("{}"u8.ToArray()), cancellationToken);
        await store.WriteBlobAsync(blob, new MemoryStream(bundle), cancellationToken);
        var content = manifest.ToBytes();
        var referrer = Descriptor.Of(MediaTypes.OciManifest, content.Span);
        await store.WriteReferrerAsync(referrer, content, image.Digest, cancellationToken);
    }
}
