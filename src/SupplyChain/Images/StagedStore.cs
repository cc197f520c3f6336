using SupplyChain.Images.Layouts;
using SupplyChain.Images.Streams;

namespace SupplyChain.Images;

/// <summary>
/// Gathers in a temporary folder what goes to a place that takes images as a whole, an archive or a Docker Engine, and hands it
/// on at the end.
/// </summary>
/// <param name="location">The place and the name that the image gets there.</param>
/// <param name="time">Clock for waits on other writers.</param>
/// <param name="deliver">Hands on the image, with the layout that holds it and everything written beside it.</param>
internal sealed class StagedStore(
    ImageLocation location,
    TimeProvider time,
    Func<OciLayout, Descriptor, CancellationToken, Task> deliver
) : OciLayout(TemporaryPlace.Make(_ => Directory.CreateTempSubdirectory("supplychain-").FullName), time), IDisposable
{
    /// <inheritdoc />
    public override string Location => location.ToString();

    /// <summary>Refuses evidence for an image that is there: what is staged replaces the place's image as a whole, and nothing adds to it.</summary>
    /// <exception cref="ConfigurationException">The store hands on whole images.</exception>
    public static void RequireEvidence(IImageStore store)
    {
        if (store is StagedStore)
        {
            throw new ConfigurationException(
                "image.read-only",
                $"{store.Location} keeps no evidence beside the image that it has; sign and attest the image in its registry, or in an OCI layout that it is copied to."
            );
        }
    }

    /// <summary>Hands on what was written, where a store waits for that.</summary>
    /// <exception cref="UndeterminedException">Nothing was written, or the place does not take it.</exception>
    public static async Task CompleteAsync(IImageStore store, CancellationToken cancellationToken)
    {
        if (store is StagedStore staged)
        {
            var images = await ((IImageListing)staged).ListImagesAsync(cancellationToken);
            var image =
                images.FirstOrDefault(image => image.Name == staged.Name).Manifest
                ?? throw new UndeterminedException(
                    "image.not-found",
                    $"Nothing was written to {staged.Location}; copy or pack an image to it."
                );
            await staged.DeliverAsync(image, cancellationToken);
        }
    }

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private string? Name => location.Tag;

    private Task DeliverAsync(Descriptor image, CancellationToken cancellationToken) => deliver(this, image, cancellationToken);
}
