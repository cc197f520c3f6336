using System.Collections.Concurrent;

namespace SupplyChain.Images;

/// <summary>What some place lists as attached to a manifest, and is believed only once it has been opened.</summary>
internal sealed class ReferrerCandidates
{
    private const int OpenedAtOnce = 8;

    private readonly Dictionary<Digest, ReferrerPlaces> places = [];

    /// <summary>What is listed and gone, of those that were opened; the first by digest, null for none.</summary>
    public Digest? Missing { get; private set; }

    /// <summary>Adds what a place lists.</summary>
    public void Add(Digest digest, ReferrerPlaces place) => places[digest] = places.GetValueOrDefault(digest) | place;

    /// <summary>Opens the candidates and keeps those that name the subject, in the order of their digests.</summary>
    /// <param name="subject">The manifest they should refer to.</param>
    /// <param name="open">Reads a manifest and its bytes; null for one that is listed and gone, which is no evidence.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public async Task<IReadOnlyList<Referrer>> OpenAsync(
        Digest subject,
        Func<Digest, CancellationToken, Task<(OciDocument Document, ReadOnlyMemory<byte> Content)?>> open,
        CancellationToken cancellationToken
    )
    {
        var found = new ConcurrentBag<Referrer>();
        var gone = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(
            places,
            new ParallelOptions { MaxDegreeOfParallelism = OpenedAtOnce, CancellationToken = cancellationToken },
            async (candidate, cancel) =>
            {
                var (digest, place) = candidate;
                try
                {
                    if (await open(digest, cancel) is not var (document, content))
                    {
                        gone.Add(digest.ToString());
                    }
                    else if (document.Subject?.Digest == subject)
                    {
                        found.Add(new Referrer(document.DescribeReferrer(content.Span, digest), place));
                    }
                }
                catch (UndeterminedException error) when (error.Code == OciDocument.Malformed)
                {
                    // Such as the artifact manifests that the specification dropped: it names no subject, and must hide no other.
                }
            }
        );
        Missing = gone.Min(StringComparer.Ordinal) is { } least ? Digest.Parse(least) : null;
        return [.. found.OrderBy(referrer => referrer.Digest.ToString(), StringComparer.Ordinal)];
    }
}
