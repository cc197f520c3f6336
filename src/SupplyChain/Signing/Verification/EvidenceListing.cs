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

    private const ReferrerPlaces OlderTags = ReferrerPlaces.SignatureTag | ReferrerPlaces.AttestationTag;

    /// <summary>Gathers the evidence: referrers, and cosign's older tags.</summary>
    /// <exception cref="UndeterminedException">The place cannot be read, or holds more than the bounds allow.</exception>
    public static Task<EvidenceListing> ReadAsync(IImageSource source, Digest image, CancellationToken cancellationToken) =>
        ReadAsync(source, source.BeginSearch(), image, cancellationToken);

    /// <summary>Gathers the evidence, with what a search in its place has learned before.</summary>
    internal static async Task<EvidenceListing> ReadAsync(
        IImageSource source,
        ReferrerSearch search,
        Digest image,
        CancellationToken cancellationToken
    ) => await OpenAsync(source, image, await search.FindAsync(image, OlderTags, cancellationToken), cancellationToken);

    /// <summary>Gathers evidence by the fewest requests: from so many referrers, and perhaps not all of it.</summary>
    /// <exception cref="UndeterminedException">The place cannot be read, or holds more than the bounds allow.</exception>
    internal static async Task<EvidenceListing> PeekAsync(
        IImageSource source,
        ReferrerSearch search,
        Digest image,
        int most,
        CancellationToken cancellationToken
    ) => await OpenAsync(source, image, await search.PeekAsync(image, most, cancellationToken), cancellationToken);

    private static async Task<EvidenceListing> OpenAsync(
        IImageSource source,
        Digest image,
        IReadOnlyList<Referrer> referrers,
        CancellationToken cancellationToken
    )
    {
        if (referrers.Count > MaximumReferrers)
        {
            throw new UndeterminedException(
                "signing.evidence.count",
                $"{source.Location}@{image} has {referrers.Count} referrers and the limit is {MaximumReferrers}; remove those that are not needed."
            );
        }

        var opener = new EvidenceOpener(source);
        var found = new IReadOnlyList<FoundEvidence>[referrers.Count];
        await Parallel.ForAsync(
            0,
            found.Length,
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken },
            async (position, token) => found[position] = await opener.OpenAsync(referrers[position], token)
        );
        return new EvidenceListing(source.Location, image, [.. found.SelectMany(items => items)]);
    }
}
