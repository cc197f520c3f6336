using SupplyChain.Images.Layouts;
using SupplyChain.Images.Streams;

namespace SupplyChain.Images.Archives;

/// <summary>Puts images into archives.</summary>
internal static class ArchiveDestination
{
    /// <summary>What writes an image, and for an OCI archive its evidence, as the file that a location names.</summary>
    /// <exception cref="ConfigurationException">A name that an image is to have in a Docker archive is no reference with a tag.</exception>
    public static Func<OciLayout, Descriptor, CancellationToken, Task> Deliver(ImageLocation location)
    {
        var path = Path.GetFullPath(location.Path!);
        if (location.Transport == ImageTransport.LayoutArchive)
        {
            return (layout, _, cancellationToken) =>
                AtomicFile.WriteAsync(
                    path,
                    file => ArchiveWriter.WriteLayoutAsync(file, layout, cancellationToken),
                    cancellationToken
                );
        }

        if (location.Name?.Contains('@', StringComparison.Ordinal) is true || Digest.TryParse(location.Name, out _))
        {
            throw new ConfigurationException(
                "image.archive-name",
                $"{location} cannot be written to, since a Docker archive names images by tag; name one without a digest."
            );
        }

        var name = location.Name is null ? null : ImageReference.Parse(location.Name);
        return (layout, image, cancellationToken) =>
            AtomicFile.WriteAsync(
                path,
                file => ArchiveWriter.WriteDockerAsync(file, layout, image, name, cancellationToken),
                cancellationToken
            );
    }
}
