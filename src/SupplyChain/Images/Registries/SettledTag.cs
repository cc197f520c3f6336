using System.Security.Cryptography;

namespace SupplyChain.Images.Registries;

/// <summary>
/// A tag of which several writers complete what it names. No registry changes a tag on condition, so that another writer's manifest
/// may replace the one that was written: it is a success only when nothing has been missing twice.
/// </summary>
internal sealed class SettledTag(RepositoryManifests manifests, string tag, TimeProvider time)
{
    private const int MostRounds = 24;
    private const int MostFailures = 6;
    private static readonly TimeSpan ShortestHold = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstWaitAfterFailure = TimeSpan.FromMilliseconds(100);

    private int failures;

    /// <summary>Reads and writes the tag until nothing is missing.</summary>
    /// <param name="complete">Of what the tag names now, null for nothing: what it is to name instead; null where nothing is missing.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>False where the registry does not keep what is written.</returns>
    public async Task<bool> TryCompleteAsync(
        Func<ReadOnlyMemory<byte>?, Task<(Descriptor Manifest, ReadOnlyMemory<byte> Content)?>> complete,
        CancellationToken cancellationToken
    )
    {
        var (sightings, hold) = (0, ShortestHold);
        for (var round = 1; round <= MostRounds; round++)
        {
            var begin = time.GetTimestamp();
            var wait = hold;
            if (await complete(await manifests.ReadTagAsync(tag, cancellationToken)) is var (manifest, content))
            {
                sightings = 0;
                wait = await TryWriteAsync(manifest, content, cancellationToken)
                    ? hold * (round - 1)
                    : FirstWaitAfterFailure * Math.Pow(2, failures - 1);
                hold = HoldAfter(time.GetElapsedTime(begin));
            }
            else if (++sightings == 2)
            {
                return true;
            }

            await WaitAsync(wait, cancellationToken);
        }

        return false;
    }

    // Who read the tag before this was in it, and is not twice as slow, has written its own when this is over.
    private static TimeSpan HoldAfter(TimeSpan exchange) => exchange * 2 > ShortestHold ? exchange * 2 : ShortestHold;

    // The same bytes are not sent again after a failure, since another writer's may have come in between; the next round reads first.
    private async Task<bool> TryWriteAsync(Descriptor manifest, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        try
        {
            await manifests.WriteOnceAsync(manifest, content, tag, cancellationToken);
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
