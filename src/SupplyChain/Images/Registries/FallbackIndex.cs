using System.Security.Cryptography;

namespace SupplyChain.Images.Registries;

/// <summary>
/// The index that lists a subject's referrers on a registry without the referrers API, while an entry is added to it. No
/// registry changes a tag on condition, so that another writer's index may replace this one; what it dropped is put back.
/// </summary>
internal sealed class FallbackIndex(RepositoryManifests manifests, string location, Digest subject, TimeProvider time)
{
    private const int MostRounds = 24;
    private const int MostFailures = 6;
    private static readonly TimeSpan ShortestHold = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstWaitAfterFailure = TimeSpan.FromMilliseconds(100);

    private readonly string tag = ReferrersTag.Of(subject);
    private readonly Dictionary<Digest, Descriptor> known = [];
    private int failures;

    /// <summary>Adds an entry, and what was seen listed and is not any more, until all of it is seen twice.</summary>
    /// <param name="referrer">The entry, as it is to be listed; its manifest is there.</param>
    /// <param name="turn">The turn to write, with what the writers before have seen.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="UndeterminedException">The registry does not keep what is written.</exception>
    public async Task AddAsync(Descriptor referrer, PublicationTurn turn, CancellationToken cancellationToken)
    {
        Remember(turn.Recall());
        var (sightings, hold) = (0, ShortestHold);
        for (var round = 1; round <= MostRounds; round++)
        {
            var begin = time.GetTimestamp();
            var index = await ReadAsync(cancellationToken);
            var wait = hold;
            if (await RestoreAsync(index, referrer, cancellationToken))
            {
                sightings = 0;
                wait = await TryWriteAsync(index, cancellationToken)
                    ? hold * (round - 1)
                    : FirstWaitAfterFailure * Math.Pow(2, failures - 1);
                hold = HoldAfter(time.GetElapsedTime(begin));
            }
            else if (++sightings == 2)
            {
                turn.Note(known.Values);
                return;
            }

            await WaitAsync(wait, cancellationToken);
        }

        throw ReferrerPublication.Lost(location, subject);
    }

    // Who read the index before the entry was in it, and is not twice as slow, has written its own when this is over.
    private static TimeSpan HoldAfter(TimeSpan exchange) => exchange * 2 > ShortestHold ? exchange * 2 : ShortestHold;

    private async Task<EditableIndex> ReadAsync(CancellationToken cancellationToken)
    {
        if (await manifests.ReadTagAsync(tag, cancellationToken) is not { } content)
        {
            return EditableIndex.Empty();
        }

        var place = $"{location}:{tag}";
        Remember(ImageIndex.Parse(content, place).Manifests);
        return EditableIndex.Parse(content, place);
    }

    // What has been deleted meanwhile stays out, since an entry for it would point at nothing.
    private async Task<bool> RestoreAsync(EditableIndex index, Descriptor referrer, CancellationToken cancellationToken)
    {
        var restored = false;
        foreach (var seen in known.Values.Append(referrer).Where(entry => !index.Contains(entry.Digest)).ToList())
        {
            var entry = seen.Digest == referrer.Digest ? referrer : await DescribeAsync(seen, cancellationToken);
            if (entry is null)
            {
                _ = known.Remove(seen.Digest);
            }
            else
            {
                index.Add(entry, name: null);
                restored = true;
            }
        }

        return restored;
    }

    private void Remember(IEnumerable<Descriptor> entries)
    {
        foreach (var entry in entries)
        {
            known[entry.Digest] = entry;
        }
    }

    private async Task<Descriptor?> DescribeAsync(Descriptor seen, CancellationToken cancellationToken)
    {
        if (await manifests.ReadNowAsync(seen.Digest, cancellationToken) is not { } content)
        {
            return null;
        }

        try
        {
            var document = OciDocument.Parse(content, $"{location}@{seen.Digest}");
            return document.Subject?.Digest == subject ? document.DescribeReferrer(content.Span, seen.Digest) : null;
        }
        catch (UndeterminedException error) when (error.Code == OciDocument.Malformed)
        {
            // Such as the artifact manifests that the specification dropped: others may understand it, and listed it so.
            return seen;
        }
    }

    // The same bytes are not sent again after a failure, since another writer's may have come in between; the next round reads first.
    private async Task<bool> TryWriteAsync(EditableIndex index, CancellationToken cancellationToken)
    {
        var content = index.ToBytes();
        try
        {
            await manifests.WriteOnceAsync(Descriptor.Of(MediaTypes.OciIndex, content.Span), content, tag, cancellationToken);
            failures = 0;
            return true;
        }
        catch (UndeterminedException error)
            when (error.Code is "registry.unreachable" or "registry.unavailable" && ++failures < MostFailures)
        {
            return false;
        }
    }

    private Task WaitAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        var jittered = wait * (0.75 + (RandomNumberGenerator.GetInt32(500) / 1000.0));
        return Task.Delay(jittered < LongestWait ? jittered : LongestWait, time, cancellationToken);
    }
}
