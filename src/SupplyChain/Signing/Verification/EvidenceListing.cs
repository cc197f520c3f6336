using SupplyChain.Images;

namespace SupplyChain.Signing.Verification;

/// <summary>Every signature and attestation kept beside one image, wherever it is kept; one that is broken hides no other.</summary>
/// <param name="Location">Where the image is.</param>
/// <param name="Image">Digest of the image.</param>
/// <param name="Items">What was found, in a stable order.</param>
public sealed record EvidenceListing(string Location, Digest Image, IReadOnlyList<FoundEvidence> Items)
{
    /// <summary>Most referrers of one image that are opened.</summary>
    public const int MaximumReferrers = 1024;

    /// <summary>Gathers the evidence: referrers, and cosign's older tags.</summary>
    /// <exception cref="UndeterminedException">The place cannot be read, or holds more than the bounds allow.</exception>
    public static async Task<EvidenceListing> ReadAsync(IImageSource source, Digest image, CancellationToken cancellationToken)
    {
        var referrers = await source.ListReferrersAsync(image, cancellationToken);
        if (referrers.Count > MaximumReferrers)
        {
            throw new UndeterminedException(
                "signing.evidence.count",
                $"{source.Location}@{image} has {referrers.Count} referrers and the limit is {MaximumReferrers}; remove those that are not needed."
            );
        }

        var opener = new EvidenceOpener(source);
        var found = new IReadOnlyList<FoundEvidence>[referrers.Count + 2];
        var options = new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken };
        await Parallel.ForAsync(
            0,
            found.Length,
            options,
            async (position, token) =>
                found[position] =
                    position < referrers.Count
                        ? await opener.OpenReferrerAsync(referrers[position].Descriptor, token)
                        : await opener.OpenTagAsync(image, (EvidencePlace)(position - referrers.Count + 1), token)
        );
        return new EvidenceListing(source.Location, image, [.. found.SelectMany(items => items)]);
    }
}
