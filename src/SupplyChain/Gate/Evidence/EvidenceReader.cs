using SupplyChain.Gate.Policies;
using SupplyChain.Gate.Releases;
using SupplyChain.Images;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Pinning;

namespace SupplyChain.Gate.Evidence;

/// <summary>Gathers the facts about a release. It judges nothing but whose signature something is.</summary>
/// <param name="policy">Names the signers, and how to lint.</param>
/// <param name="stores">Where images and their evidence are.</param>
/// <param name="bundles">Bundles besides those beside the images.</param>
/// <param name="now">The moment at which signers' keys are judged.</param>
public sealed class EvidenceReader(PolicyEnvironment policy, ImageStores stores, LocalBundles bundles, DateTimeOffset now)
{
    private const int MostAtOnce = 8;

    private readonly EvidenceClassifier classifier = new(policy, now);

    /// <summary>Resolves every image, once, and reads what is known about it, several at a time.</summary>
    /// <exception cref="ConfigurationException">An image stands in a form that can't be pinned, or a place to look in does not exist.</exception>
    public async Task<GatheredEvidence> ReadAsync(Release release, CancellationToken cancellationToken)
    {
        var images = await ReadImagesAsync(release, cancellationToken);
        var resolved = images
            .Where(image => image.Resolved is not null)
            .ToDictionary(image => image.Evidence.Image, image => image.Resolved!);
        var gated = release.Pin(resolved.ToDictionary(image => image.Key, image => image.Value.Digest));
        var facts = new ReleaseEvidence([.. images.Select(image => image.Evidence)], ReadManifests(release, gated));
        return new GatheredEvidence(facts, resolved, gated);
    }

    private async Task<IReadOnlyList<(ImageEvidence Evidence, ResolvedImage? Resolved)>> ReadImagesAsync(
        Release release,
        CancellationToken cancellationToken
    )
    {
        var named = release
            .Images.Where(image => image.Reference is not null)
            .GroupBy(image => image.Reference!)
            .OrderBy(group => group.Key.Canonical, StringComparer.Ordinal)
            .ToArray();
        var found = new (ImageEvidence, ResolvedImage?)[named.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = cancellationToken };
        var reader = new ImageEvidenceReader(stores, classifier, bundles);
        await Parallel.ForAsync(
            0,
            named.Length,
            options,
            async (index, token) =>
                found[index] = await reader.ReadAsync(named[index].Key, [.. named[index].Select(Place)], token)
        );
        return found;
    }

    private ManifestEvidence ReadManifests(Release release, IReadOnlyList<GatedFile>? gated)
    {
        var digests = gated?.ToDictionary(file => file.Name, file => file.Digest);
        var found = new ClassifiedEvidence();
        foreach (var file in release.Files)
        {
            foreach (var bundle in bundles.About(file.Digest))
            {
                classifier.Classify(bundle, file.Digest, found);
            }
        }

        return new ManifestEvidence
        {
            Files = [.. release.Files.Select(file => new ManifestFileEvidence(file.Name, file.Digest, digests?[file.Name]))],
            Lint = policy.Manifests is { } manifests
                ? Linter.Lint(
                    release.Manifests,
                    new LintOptions { PodSecurity = manifests.Level, Registries = policy.Registries ?? [] }
                )
                : null,
            LintAttestations = found.TestResults,
            Unresolved =
            [
                .. release
                    .Images.Where(image => image.Reference is null)
                    .Select(image => (Place(image), image.Unresolved ?? image.Text)),
            ],
            Untrusted = found.Untrusted,
            Unreadable = [.. found.Unreadable, .. bundles.Unreadable],
        };
    }

    private static ImagePlace Place(ManifestImage image) =>
        new(image.File, image.Location.Start.Line, image.Location.Start.Column, image.Resource.ToString(), image.Path);
}
