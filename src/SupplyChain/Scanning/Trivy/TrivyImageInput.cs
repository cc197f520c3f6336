using System.Text;
using SupplyChain.Images;
using SupplyChain.Images.Layouts;

namespace SupplyChain.Scanning.Trivy;

/// <summary>
/// Makes an image that is in no registry readable for Trivy: as an OCI layout with this one image, since Trivy takes the first
/// manifest of a layout, and splits paths at colons.
/// </summary>
internal static class TrivyImageInput
{
    /// <summary>Whether Trivy can fetch the image itself: of the places that can be written to, all but layouts are registries.</summary>
    public static bool IsInRegistry(ResolvedImage image) => image.Source is IImageStore and not OciLayout;

    /// <summary>Writes the layout. The blobs of a layout are linked to; those of archives and engines are copied.</summary>
    public static async Task WriteAsync(
        string folder,
        ResolvedImage image,
        ImageContent content,
        CancellationToken cancellationToken
    )
    {
        if (image.Source is OciLayout layout && !OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            Directory.CreateSymbolicLink(Path.Combine(folder, "blobs"), Path.Combine(layout.Folder, "blobs"));
            var descriptor = content.Descriptor;
            await File.WriteAllTextAsync(
                Path.Combine(folder, "oci-layout"),
                """{"imageLayoutVersion":"1.0.0"}""",
                cancellationToken
            );
            await File.WriteAllTextAsync(
                Path.Combine(folder, "index.json"),
                $$"""{"schemaVersion":2,"manifests":[{"mediaType":"{{descriptor.MediaType}}","digest":"{{descriptor.Digest}}","size":{{descriptor.Size}}}]}""",
                new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
                cancellationToken
            );
            return;
        }

        var copy = new OciLayout(folder, TimeProvider.System);
        foreach (var blob in content.Manifest.Layers.Prepend(content.Manifest.Config).DistinctBy(blob => blob.Digest))
        {
            await using var stream = await image.Source.OpenBlobAsync(blob, cancellationToken);
            await copy.WriteBlobAsync(blob, stream, cancellationToken);
        }

        var manifest =
            await image.Source.ReadManifestAsync(content.Descriptor.Digest, cancellationToken)
            ?? throw new UndeterminedException("image.missing", $"{image.Written} is no longer there; push it again.");
        await copy.WriteManifestAsync(content.Descriptor, manifest, null, cancellationToken);
    }
}
