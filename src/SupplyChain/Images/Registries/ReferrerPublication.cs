namespace SupplyChain.Images.Registries;

/// <summary>
/// Writes referrers so that parallel writers, on this machine or others, lose nothing (OCI distribution specification,
/// "Pushing Manifests with Subject"): one writer per subject at a time on this machine, the manifest before what lists it, and
/// no success without having seen it listed.
/// </summary>
internal sealed class ReferrerPublication(
    IImageStore repository,
    RepositoryManifests manifests,
    RepositoryLists lists,
    TimeProvider time
)
{
    private const int MostLooks = 16;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(500);

    /// <summary>The error for a registry that takes what is written and does not list it.</summary>
    public static UndeterminedException Lost(string location, Digest subject) =>
        new(
            "registry.referrer-lost",
            $"{location} does not list what was written for {subject}, although it took it; try again when nobody else writes, or ask those who run the registry."
        );

    /// <summary>Writes a referrer unless it is there already, and proves that it is listed.</summary>
    /// <returns>What is listed.</returns>
    public async Task<Descriptor> WriteAsync(
        Descriptor referrer,
        ReadOnlyMemory<byte> content,
        Digest subject,
        CancellationToken cancellationToken
    )
    {
        var document = ReferrerContent.Check(referrer, content, subject, repository.Location);
        using var turn = await PublicationTurn.TakeAsync(repository.Location, subject, time, cancellationToken);
        var listed = await repository.ListReferrersAsync(subject, cancellationToken);
        var same = await ReferrerContent.FindSameAsync(repository, referrer, document, listed, cancellationToken);
        if (same is not null && same.Places.HasFlag(ReferrerPlaces.ReferrersApi))
        {
            return same.Descriptor;
        }

        var described = same?.Descriptor ?? document.DescribeReferrer(content.Span, referrer.Digest);
        if (same is null && await WriteManifestAsync(described, content, subject, cancellationToken))
        {
            await ProveAsync(described.Digest, subject, cancellationToken);
        }
        else
        {
            await new FallbackIndex(manifests, repository.Location, subject, time).AddAsync(described, turn, cancellationToken);
        }

        return described;
    }

    /// <summary>Writes what is attached by one of cosign's older tags beside what is attached there, and proves that it is kept.</summary>
    public async Task WriteTaggedAsync(
        Descriptor manifest,
        ReadOnlyMemory<byte> content,
        Digest subject,
        string suffix,
        CancellationToken cancellationToken
    )
    {
        var tag = ReferrersTag.Of(subject) + suffix;
        using var turn = await PublicationTurn.TakeAsync(repository.Location, subject, time, cancellationToken);
        var isKept = await new SettledTag(manifests, tag, time).TryCompleteAsync(
            there => TaggedEvidence.AddAsync(repository, tag, there, manifest, content, cancellationToken),
            cancellationToken
        );
        if (!isKept)
        {
            throw Lost(repository.Location, subject);
        }
    }

    // Only a registry that has the referrers API says which subject it has registered.
    private async Task<bool> WriteManifestAsync(
        Descriptor referrer,
        ReadOnlyMemory<byte> content,
        Digest subject,
        CancellationToken cancellationToken
    ) => await manifests.WriteAsync(referrer, content, referrer.Digest.ToString(), cancellationToken) == subject.ToString();

    // The registry keeps this list itself, so that nobody's write can take an entry from it; it may take a while to show it.
    private async Task ProveAsync(Digest referrer, Digest subject, CancellationToken cancellationToken)
    {
        var wait = TimeSpan.FromMilliseconds(10);
        for (var look = 1; look <= MostLooks; look++)
        {
            if ((await lists.ListReferrersAsync(subject, cancellationToken))?.Contains(referrer) is true)
            {
                return;
            }

            await Task.Delay(wait, time, cancellationToken);
            wait = wait * 1.5 < LongestWait ? wait * 1.5 : LongestWait;
        }

        throw Lost(repository.Location, subject);
    }
}
