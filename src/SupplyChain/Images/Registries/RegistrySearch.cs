using System.Collections.Concurrent;

namespace SupplyChain.Images.Registries;

/// <summary>
/// A search in a repository. Where one short answer lists all of the repository's tags, only those of them are asked for that
/// are there; where it does not, each is asked for.
/// </summary>
internal sealed class RegistrySearch(RegistryRepository repository, RegistryReferrers referrers, RepositoryLists lists)
    : ReferrerSearch(repository)
{
    private readonly ConcurrentDictionary<Digest, Lazy<Task<Glance>>> glances = new();
    private readonly Lock tagsLock = new();
    private Task<IReadOnlySet<string>?>? tags;

    /// <inheritdoc />
    public override async Task<IReadOnlyList<Referrer>> PeekAsync(Digest subject, int most, CancellationToken cancellationToken)
    {
        var (listed, isByApi) = await GlanceAsync(subject, cancellationToken);
        // What is listed last is likely the newest.
        Digest[] last = [.. listed.TakeLast(most)];
        return (await referrers.OpenAsync(subject, isByApi ? last : [], isByApi ? [] : last, cancellationToken)).Found;
    }

    /// <inheritdoc />
    protected override async Task<(IReadOnlyList<Referrer> Found, Digest? Missing)> ListAsync(
        Digest subject,
        CancellationToken cancellationToken
    )
    {
        var (listed, isByApi) = await GlanceAsync(subject, cancellationToken);
        var tagged =
            !isByApi ? listed
            : await MayHaveAsync(ReferrersTag.Of(subject), cancellationToken)
                ? await referrers.ListByTagAsync(subject, cancellationToken)
            : [];
        return await referrers.OpenAsync(subject, isByApi ? listed : [], tagged, cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task<bool> MayHaveAsync(string tag, CancellationToken cancellationToken)
    {
        Task<IReadOnlySet<string>?> listing;
        lock (tagsLock)
        {
            listing = tags ??= lists.TryListTagsAsync(cancellationToken);
        }

        return await listing is not { } all || all.Contains(tag);
    }

    private Task<Glance> GlanceAsync(Digest subject, CancellationToken cancellationToken) =>
        glances.GetOrAdd(subject, each => new Lazy<Task<Glance>>(() => LookAsync(each, cancellationToken))).Value;

    // Without the API the fallback tag is the list, and read for itself: a list of tags may be older than the tag.
    private async Task<Glance> LookAsync(Digest subject, CancellationToken cancellationToken) =>
        await referrers.ListByApiAsync(subject, cancellationToken) is { } listed
            ? new Glance(listed, IsByApi: true)
            : new Glance(await referrers.ListByTagAsync(subject, cancellationToken), IsByApi: false);

    private sealed record Glance(IReadOnlyList<Digest> Listed, bool IsByApi);
}
