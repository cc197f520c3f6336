namespace SupplyChain.Images.Registries;

/// <summary>
/// Writes referrers so that parallel writers, on this machine or others, lose nothing (OCI distribution specification,
/// "Pushing Manifests with Subject"): one writer per subject at a time on this machine, the manifest before what lists it, and
/// no success without having read it back and seen it listed.
/// </summary>
internal sealed class ReferrerPublication(
    IImageStore repository,
    RepositoryManifests manifests,
    RepositoryLists lists,
    TimeProvider time
)
{
    private const string LostCode = "registry.referrer-lost";
    private const int MostLooks = 16;
    private const int BlobsAtOnce = 8;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(500);

    /// <summary>The error for a registry that takes what is written and does not list it.</summary>
    public static UndeterminedException Lost(string location, Digest subject) =>
        new(
            LostCode,
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
        var described = same?.Descriptor ?? document.DescribeReferrer(content.Span, referrer.Digest);
        var isListed = same is not null && same.Places.HasFlag(ReferrerPlaces.ReferrersApi);
        var isListedByApi =
            isListed || (same is null && await WriteManifestAsync(described, content, subject, cancellationToken));
        // Before anything lists it, so that nothing lists what is not there.
        await RequireKeptAsync(described.Digest, subject, cancellationToken);
        if (!isListedByApi)
        {
            await new FallbackIndex(manifests, repository.Location, subject, time).AddAsync(described, turn, cancellationToken);
        }
        else if (!isListed && !await AppearsAsync(IsListedAsync, cancellationToken))
        {
            throw Lost(repository.Location, subject);
        }

        return described;

        async Task<bool> IsListedAsync() =>
            (await lists.ListReferrersAsync(subject, cancellationToken))?.Contains(described.Digest) is true;
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

    private async Task RequireKeptAsync(Digest referrer, Digest subject, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte>? kept = null;
        await RequireAsync(
            async () => (kept = await manifests.ReadNowAsync(referrer, cancellationToken)) is not null,
            $"manifest {referrer}"
        );
        var manifest = OciDocument.Parse(kept!.Value, $"{repository.Location}@{referrer}").Manifest;
        IEnumerable<Descriptor> blobs = manifest is null ? [] : [manifest.Config, .. manifest.Layers];
        await Parallel.ForEachAsync(
            blobs.DistinctBy(blob => blob.Digest),
            new ParallelOptions { MaxDegreeOfParallelism = BlobsAtOnce, CancellationToken = cancellationToken },
            async (blob, cancel) =>
                await RequireAsync(() => repository.HasBlobAsync(blob, cancel), $"blob {blob.Digest} of manifest {referrer}")
        );

        async Task RequireAsync(Func<Task<bool>> isThere, string what)
        {
            if (!await AppearsAsync(isThere, cancellationToken))
            {
                throw new UndeterminedException(
                    LostCode,
                    $"{repository.Location} does not have {what}, written for {subject}, although it took it; try again, or ask those who run the registry."
                );
            }
        }
    }

    // A registry may take a while to show what it took.
    private async Task<bool> AppearsAsync(Func<Task<bool>> isThere, CancellationToken cancellationToken)
    {
        var wait = TimeSpan.FromMilliseconds(10);
        for (var look = 1; look <= MostLooks; look++)
        {
            if (await isThere())
            {
                return true;
            }

            await Task.Delay(wait, time, cancellationToken);
            wait = wait * 1.5 < LongestWait ? wait * 1.5 : LongestWait;
        }

        return false;
    }
}
