namespace SupplyChain.Images;

/// <summary>Finds everything attached to a manifest, whichever client attached it, and in whichever way.</summary>
internal static class ReferrerDiscovery
{
    /// <summary>The tags that cosign's older versions attach under, by what follows the fallback tag's name.</summary>
    public static IReadOnlyList<(string Suffix, ReferrerPlaces Place)> LegacyTags { get; } =
    [(".sig", ReferrerPlaces.SignatureTag), (".att", ReferrerPlaces.AttestationTag), (".sbom", ReferrerPlaces.SbomTag)];

    /// <summary>The referrers, and what is under the older tags, each once.</summary>
    /// <exception cref="UndeterminedException">The place cannot be read.</exception>
    public static async Task<IReadOnlyList<Referrer>> FindAsync(
        IImageSource source,
        Digest subject,
        CancellationToken cancellationToken
    )
    {
        var listed = source.ListReferrersAsync(subject, cancellationToken);
        var tagged = await Task.WhenAll(LegacyTags.Select(tag => FindTagAsync(source, subject, tag, cancellationToken)));
        return
        [
            .. (await listed)
                .Concat(tagged.OfType<Referrer>())
                .GroupBy(found => found.Digest)
                .Select(same => new Referrer(
                    same.First().Descriptor,
                    same.Aggregate(ReferrerPlaces.None, (places, found) => places | found.Places)
                ))
                .OrderBy(found => found.Digest.ToString(), StringComparer.Ordinal),
        ];
    }

    private static async Task<Referrer?> FindTagAsync(
        IImageSource source,
        Digest subject,
        (string Suffix, ReferrerPlaces Place) tag,
        CancellationToken cancellationToken
    )
    {
        if (await source.ResolveAsync(ReferrersTag.Of(subject) + tag.Suffix, cancellationToken) is not { } manifest)
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
