using SupplyChain.Images;

namespace SupplyChain.Signing;

/// <summary>An image with everything below it: an index, and the manifests that it lists.</summary>
public static class ImageTree
{
    private const int MostManifests = 1024;
    private const int Deepest = 4;

    /// <summary>Lists the image itself, and below an index each of its manifests once, in the index's own order.</summary>
    /// <exception cref="UndeterminedException">A manifest is missing or malformed, or there are more than the bounds allow.</exception>
    public static async Task<IReadOnlyList<Descriptor>> ListAsync(
        IImageSource source,
        Descriptor image,
        CancellationToken cancellationToken
    )
    {
        var found = new List<Descriptor>();
        var open = new Queue<(Descriptor Manifest, int Depth)>([(image, 0)]);
        while (open.TryDequeue(out var next))
        {
            if (found.Exists(known => known.Digest == next.Manifest.Digest))
            {
                continue;
            }

            if (found.Count == MostManifests || next.Depth > Deepest)
            {
                throw new UndeterminedException(
                    "signing.tree",
                    $"{source.Location}@{image.Digest} has more than {MostManifests} manifests or {Deepest} levels; name its manifests one by one."
                );
            }

            found.Add(next.Manifest);
            if (MediaTypes.IsIndex(next.Manifest.MediaType))
            {
                foreach (var child in (await ReadAsync(source, next.Manifest.Digest, cancellationToken)).Manifests)
                {
                    open.Enqueue((child, next.Depth + 1));
                }
            }
        }

        return found;
    }

    private static async Task<ImageIndex> ReadAsync(IImageSource source, Digest digest, CancellationToken cancellationToken)
    {
        var place = $"{source.Location}@{digest}";
        return ImageIndex.Parse(
            await source.ReadManifestAsync(digest, cancellationToken)
                ?? throw new UndeterminedException("signing.tree", $"{place} is listed and not there; push the image again."),
            place
        );
    }
}
