namespace SupplyChain.Images;

/// <summary>
/// A search for everything attached to manifests of one place, whichever client attached it and in whichever way. What it learns of
/// the place it does not ask again, so that it ends with the work that it is made for.
/// </summary>
/// <param name="source">The place.</param>
internal class ReferrerSearch(IImageSource source)
{
    /// <summary>The tags that cosign's older versions attach under, by what follows the fallback tag's name.</summary>
    public static IReadOnlyList<(string Suffix, ReferrerPlaces Place)> LegacyTags { get; } =
    [(".sig", ReferrerPlaces.SignatureTag), (".att", ReferrerPlaces.AttestationTag), (".sbom", ReferrerPlaces.SbomTag)];

    /// <summary>Some referrers of the subject by the fewest requests: enough to show that something is there, never that it is not.</summary>
    /// <param name="subject">What they are attached to.</param>
    /// <param name="most">How many are wanted where each takes a request; where none does, all are given.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="UndeterminedException">The place cannot be read.</exception>
    public virtual Task<IReadOnlyList<Referrer>> PeekAsync(Digest subject, int most, CancellationToken cancellationToken) =>
        source.ListReferrersAsync(subject, cancellationToken);

    /// <summary>The referrers, and what is under the older tags, each once.</summary>
    /// <param name="subject">What it is attached to.</param>
    /// <param name="tags">Which of the older tags concern the caller.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="UndeterminedException">The place cannot be read, or all that it lists is gone.</exception>
    public async Task<IReadOnlyList<Referrer>> FindAsync(Digest subject, ReferrerPlaces tags, CancellationToken cancellationToken)
    {
        var tagged = Task.WhenAll(
            LegacyTags.Where(tag => tags.HasFlag(tag.Place)).Select(tag => FindTagAsync(subject, tag, cancellationToken))
        );
        var (listed, missing) = await ListAsync(subject, cancellationToken);
        var all = listed.Concat((await tagged).OfType<Referrer>()).ToList();
        return all.Count == 0 && missing is { } gone
            ? throw new UndeterminedException(
                "image.referrer-missing",
                $"{source.Location} lists {gone} as attached to {subject} and does not have it, so that nobody knows what it says; attest the image again, or take it out of the list."
            )
            :
            [
                .. all.GroupBy(found => found.Digest)
                    .Select(same => new Referrer(
                        same.First().Descriptor,
                        same.Aggregate(ReferrerPlaces.None, (places, found) => places | found.Places)
                    ))
                    .OrderBy(found => found.Digest.ToString(), StringComparer.Ordinal),
            ];
    }

    /// <summary>The referrers that the place lists, perhaps one twice, from two lists; and something that it lists and does not have.</summary>
    protected virtual async Task<(IReadOnlyList<Referrer> Found, Digest? Missing)> ListAsync(
        Digest subject,
        CancellationToken cancellationToken
    ) => (await source.ListReferrersAsync(subject, cancellationToken), null);

    /// <summary>Whether the place may have this tag; false only where it is known that it does not.</summary>
    protected virtual Task<bool> MayHaveAsync(string tag, CancellationToken cancellationToken) => Task.FromResult(true);

    private async Task<Referrer?> FindTagAsync(
        Digest subject,
        (string Suffix, ReferrerPlaces Place) tag,
        CancellationToken cancellationToken
    )
    {
        var name = ReferrersTag.Of(subject) + tag.Suffix;
        if (
            !await MayHaveAsync(name, cancellationToken) || await source.ResolveAsync(name, cancellationToken) is not { } manifest
        )
        {
            return null;
        }

        var document = await source.ReadDocumentAsync(manifest.Digest, cancellationToken);
        return new Referrer(
            manifest with
            {
                ArtifactType = document.ArtifactType,
                Annotations = document.Annotations,
            },
            tag.Place
        );
    }
}
