using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using SupplyChain.Images.Streams;

namespace SupplyChain.Images.Registries;

/// <summary>
/// Lists and writes the referrers of a repository's images: by the referrers API where the registry has it, and by the
/// fallback index under the tag <c>sha256-&lt;hex&gt;</c> (OCI distribution specification, "Listing Referrers", "Pushing Manifests with Subject").
/// </summary>
internal sealed class RegistryReferrers(
    IImageSource repository,
    RepositoryManifests manifests,
    RepositoryLists lists,
    TimeProvider time
)
{
    private const int ReadAtOnce = 8;

    /// <summary>What names the subject, from all places that list it, each opened and believed only then.</summary>
    public async Task<IReadOnlyList<Descriptor>> ListAsync(Digest subject, CancellationToken cancellationToken)
    {
        var fallback = ReadFallbackAsync(subject, cancellationToken);
        var listed = await lists.ListReferrersAsync(subject, cancellationToken) ?? [];
        var candidates = listed.Concat(await fallback).Distinct().ToList();
        var found = new ConcurrentBag<Descriptor>();
        await Parallel.ForEachAsync(
            candidates,
            new ParallelOptions { MaxDegreeOfParallelism = ReadAtOnce, CancellationToken = cancellationToken },
            async (digest, cancel) =>
            {
                // What is listed and gone is no evidence; whoever needs it will find it missing.
                if (await manifests.ReadAsync(digest, cancel) is { } content)
                {
                    var document = OciDocument.Parse(content, $"{repository.Location}@{digest}");
                    if (document.Subject?.Digest == subject)
                    {
                        found.Add(document.DescribeReferrer(content.Span, digest));
                    }
                }
            }
        );
        return [.. found.OrderBy(referrer => referrer.Digest.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>Writes a referrer unless it is there already, and proves that it is listed.</summary>
    public async Task<Descriptor> WriteAsync(
        Descriptor referrer,
        ReadOnlyMemory<byte> content,
        Digest subject,
        CancellationToken cancellationToken
    )
    {
        var document = ReferrerContent.Check(referrer, content, subject, repository.Location);
        using var held = await LockAsync(subject, cancellationToken);
        var listed = await ListAsync(subject, cancellationToken);
        if (await ReferrerContent.FindSameAsync(repository, referrer, document, listed, cancellationToken) is { } same)
        {
            return same;
        }

        var described = document.DescribeReferrer(content.Span, referrer.Digest);
        var registered = await manifests.WriteAsync(referrer, content, referrer.Digest.ToString(), cancellationToken);
        if (registered == subject.ToString())
        {
            await ProveAsync(
                subject,
                async () => (await lists.ListReferrersAsync(subject, cancellationToken))?.Contains(referrer.Digest) is true,
                () => Task.CompletedTask,
                cancellationToken
            );
        }
        else
        {
            var fallback = new FallbackIndex(manifests, repository.Location, subject);
            await ProveAsync(
                subject,
                () => fallback.ContainsAsync(described.Digest, cancellationToken),
                () => fallback.AddAsync(described, cancellationToken),
                cancellationToken
            );
        }

        return described;
    }

    // Seen once may have been before somebody else's write replaced it; an old copy may answer after that. Hence twice in a row.
    private async Task ProveAsync(Digest subject, Func<Task<bool>> isListed, Func<Task> add, CancellationToken cancellationToken)
    {
        const int mostRounds = 20;
        for (var (round, seen) = (0, 0); round < mostRounds; round++)
        {
            if (await isListed())
            {
                if (++seen == 2)
                {
                    return;
                }
            }
            else
            {
                seen = 0;
                await add();
            }

            var wait = RandomNumberGenerator.GetInt32(1, 10 + (10 * round));
            await Task.Delay(TimeSpan.FromMilliseconds(wait), time, cancellationToken);
        }

        throw new UndeterminedException(
            "registry.referrer-lost",
            $"{repository.Location} does not list what was written for {subject}, although it took it {mostRounds} times; try again when nobody else writes, or ask those who run the registry."
        );
    }

    private async Task<IReadOnlyList<Digest>> ReadFallbackAsync(Digest subject, CancellationToken cancellationToken)
    {
        var tag = ReferrersTag.Of(subject);
        return await manifests.ReadTagAsync(tag, cancellationToken) is { } content
            ? [.. ImageIndex.Parse(content, $"{repository.Location}:{tag}").Manifests.Select(entry => entry.Digest)]
            : [];
    }

    private Task<FileLock> LockAsync(Digest subject, CancellationToken cancellationToken)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{repository.Location}@{subject}")));
        var folder = Path.Combine(Path.GetTempPath(), $"supplychain-{Environment.UserName}", "locks");
        return FileLock.AcquireAsync(Path.Combine(folder, name), $"{repository.Location}@{subject}", time, cancellationToken);
    }
}
