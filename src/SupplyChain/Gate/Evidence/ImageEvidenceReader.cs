using SupplyChain.Images;
using SupplyChain.Signing.Verification;

namespace SupplyChain.Gate.Evidence;

/// <summary>Gathers the facts about one image and the platforms in it.</summary>
internal sealed class ImageEvidenceReader(ImageStores stores, EvidenceClassifier classifier, LocalBundles bundles)
{
    public async Task<(ImageEvidence Evidence, ResolvedImage? Resolved)> ReadAsync(
        ImageReference image,
        IReadOnlyList<ImagePlace> places,
        CancellationToken cancellationToken
    )
    {
        var blank = new ImageEvidence { Image = image, Places = places };
        ResolvedImage? resolved = null;
        try
        {
            resolved = await stores.ResolveAsync(image, cancellationToken);
            var platforms = await ReadPlatformsAsync(resolved, cancellationToken);
            var found = new ClassifiedEvidence();
            var search = resolved.Source.BeginSearch();
            foreach (var subject in platforms.Select(platform => platform.Digest).Prepend(resolved.Digest))
            {
                var listing = await EvidenceListing.ReadAsync(resolved.Source, search, subject, cancellationToken);
                foreach (var item in listing.Items.Concat(bundles.About(subject)))
                {
                    classifier.Classify(item, subject, found);
                }
            }

            return (found.AddTo(blank with { Digest = resolved.Digest, Platforms = platforms }), resolved);
        }
        catch (UndeterminedException error)
        {
            return (blank with { Digest = resolved?.Digest, Failure = error.Message }, resolved);
        }
    }

    private static async Task<IReadOnlyList<PlatformManifest>> ReadPlatformsAsync(
        ResolvedImage image,
        CancellationToken cancellationToken
    )
    {
        var document = await image.Source.ReadDocumentAsync(image.Digest, cancellationToken);
        return
        [
            .. document
                .Index?.Manifests.Where(PlatformChoice.IsImage)
                .DistinctBy(child => child.Digest)
                .Select(child => new PlatformManifest(
                    child.Digest,
                    Printable.Line(child.Platform?.ToString() ?? child.Digest.ToString())
                ))
                ?? [],
        ];
    }
}
