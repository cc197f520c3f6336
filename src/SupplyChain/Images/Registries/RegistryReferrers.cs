namespace SupplyChain.Images.Registries;

/// <summary>
/// Lists the referrers of a repository's images: by the referrers API where the registry has it, and by the fallback index
/// under the tag <c>sha256-&lt;hex&gt;</c> (OCI distribution specification, "Listing Referrers").
/// </summary>
internal sealed class RegistryReferrers(RepositoryManifests manifests, RepositoryLists lists, string location)
{
    // Each is opened, so that a list without end would be requests without end.
    private const int MostCandidates = 4096;

    /// <summary>What names the subject, from all places that list it, each opened and believed only then.</summary>
    public async Task<IReadOnlyList<Referrer>> ListAsync(Digest subject, CancellationToken cancellationToken)
    {
        var fallback = ListByTagAsync(subject, cancellationToken);
        var listed = await lists.ListReferrersAsync(subject, cancellationToken) ?? [];
        return (await OpenAsync(subject, listed, await fallback, cancellationToken)).Found;
    }

    /// <summary>What the referrers API lists, not opened; null where the registry has no such API.</summary>
    public Task<IReadOnlyList<Digest>?> ListByApiAsync(Digest subject, CancellationToken cancellationToken) =>
        lists.ListReferrersAsync(subject, cancellationToken);

    /// <summary>What the fallback index lists, not opened.</summary>
    public async Task<IReadOnlyList<Digest>> ListByTagAsync(Digest subject, CancellationToken cancellationToken)
    {
        var tag = ReferrersTag.Of(subject);
        return await manifests.ReadTagAsync(tag, cancellationToken) is { } content
            ? [.. ImageIndex.Parse(content, $"{location}:{tag}").Manifests.Select(entry => entry.Digest)]
            : [];
    }

    /// <summary>What names the subject of what these places list, opened; and something that they list and that is gone, if there is any.</summary>
    public async Task<(IReadOnlyList<Referrer> Found, Digest? Missing)> OpenAsync(
        Digest subject,
        IReadOnlyList<Digest> listed,
        IReadOnlyList<Digest> tagged,
        CancellationToken cancellationToken
    )
    {
        if (listed.Count > MostCandidates || tagged.Count > MostCandidates)
        {
            throw new UndeterminedException(
                "registry.referrers",
                $"{location} lists more than {MostCandidates} referrers of {subject}; remove those that are not needed."
            );
        }

        var candidates = new ReferrerCandidates();
        foreach (var digest in listed)
        {
            candidates.Add(digest, ReferrerPlaces.ReferrersApi);
        }

        foreach (var digest in tagged)
        {
            candidates.Add(digest, ReferrerPlaces.FallbackTag);
        }

        return (await candidates.OpenAsync(subject, ReadAsync, cancellationToken), candidates.Missing);
    }

    private async Task<(OciDocument Document, ReadOnlyMemory<byte> Content)?> ReadAsync(
        Digest digest,
        CancellationToken cancellationToken
    ) =>
        await manifests.ReadAsync(digest, cancellationToken) is { } content
            ? (OciDocument.Parse(content, $"{location}@{digest}"), content)
            : null;
}
