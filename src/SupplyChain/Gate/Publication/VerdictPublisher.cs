using SupplyChain.Gate.Evidence;
using SupplyChain.Gate.Policies;
using SupplyChain.Gate.Verdicts;
using SupplyChain.Images;
using SupplyChain.Signing;
using SupplyChain.Signing.Bundles;

namespace SupplyChain.Gate.Publication;

/// <summary>Publishes verdicts, passed and failed alike, as verification summaries signed by the gatekeeper. It judges nothing.</summary>
public sealed class VerdictPublisher
{
    private readonly PolicyEnvironment policy;
    private readonly ImageSigner imageSigner;
    private readonly IBundleSigner signer;

    /// <summary>Makes a publisher.</summary>
    /// <param name="policy">The policy of the verdicts.</param>
    /// <param name="signer">Signs with the gatekeeper's key.</param>
    /// <param name="time">Dates the manifests beside the images.</param>
    /// <exception cref="ConfigurationException">The policy names no gatekeeper, or one with another key, or the key does not count now.</exception>
    public VerdictPublisher(PolicyEnvironment policy, IBundleSigner signer, TimeProvider time)
    {
        var own =
            policy.Gatekeeper?.Keys.FirstOrDefault(known => known.Key.Equals(signer.PublicKey))
            ?? throw new ConfigurationException(
                "gate.key",
                $"The key that is to sign verdicts is not the gatekeeper's of {Printable.Quote(policy.PolicyId)}; give the private half of 'signers.gatekeeper', or name this key's public half there."
            );
        if (own.FaultIn(Signer.GatekeeperName, [], time.GetUtcNow()) is { } fault)
        {
            throw new ConfigurationException("gate.key", $"{fault} Sign verdicts with another key of 'signers.gatekeeper'.");
        }

        this.policy = policy;
        this.signer = signer;
        imageSigner = new ImageSigner(signer, time);
    }

    /// <summary>
    /// Publishes the verdict of each image beside it, and makes the bundle about the gated manifests. Where there was no answer,
    /// nothing is published.
    /// </summary>
    /// <param name="verdict">The verdict.</param>
    /// <param name="decision">Digest of <c>decision.json</c>.</param>
    /// <param name="evidence">What was judged.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The bundle about the manifests; null where there was no answer, or the manifests could not be pinned.</returns>
    /// <exception cref="ConfigurationException">An image is in a place that can only be read.</exception>
    /// <exception cref="UndeterminedException">A place can't be written.</exception>
    public async Task<Bundle?> PublishAsync(
        Verdict verdict,
        Digest decision,
        GatheredEvidence evidence,
        CancellationToken cancellationToken
    )
    {
        var summaries = new VerdictSummaries(policy, verdict, decision);
        var places = evidence.Images.ToDictionary(image => image.Key.ToString(), image => image.Value, StringComparer.Ordinal);
        foreach (var image in OnePerManifest(verdict.Images))
        {
            var place = places[image.Image];
            _ = await imageSigner.AttestAsync(place.WritableStore(), place.Manifest, summaries.About(image), cancellationToken);
        }

        return verdict.Outcome != VerdictOutcome.Error && evidence.Gated is { } files
            ? await signer.SignAsync(summaries.About(files), cancellationToken)
            : null;
    }

    // An image named by several tags is one manifest and gets one verdict: the worst.
    private static IEnumerable<ImageVerdict> OnePerManifest(IEnumerable<ImageVerdict> images) =>
        images
            .Where(image => image.Digest is not null)
            .GroupBy(image => (image.Repository, image.Digest))
            .Select(group => group.MaxBy(image => image.Outcome)!)
            .Where(image => image.Outcome != VerdictOutcome.Error);
}
