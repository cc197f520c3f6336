namespace SupplyChain.Images.Registries;

/// <summary>
/// The index that lists a subject's referrers on a registry without the referrers API, while an entry is added to it. What
/// another writer dropped from it is put back.
/// </summary>
internal sealed class FallbackIndex(RepositoryManifests manifests, string location, Digest subject, TimeProvider time)
{
    private readonly string tag = ReferrersTag.Of(subject);
    private readonly Dictionary<Digest, Descriptor> known = [];

    /// <summary>Adds an entry, and what was seen listed and is not any more, until all of it is seen twice.</summary>
    /// <param name="referrer">The entry, as it is to be listed; its manifest is there.</param>
    /// <param name="turn">The turn to write, with what the writers before have seen.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="UndeterminedException">The registry does not keep what is written.</exception>
    public async Task AddAsync(Descriptor referrer, PublicationTurn turn, CancellationToken cancellationToken)
    {
        Remember(turn.Recall());
        var isKept = await new SettledTag(manifests, tag, time).TryCompleteAsync(
            content => CompleteAsync(content, referrer, cancellationToken),
            cancellationToken
        );
        if (!isKept)
        {
            throw ReferrerPublication.Lost(location, subject);
        }

        turn.Note(known.Values);
    }

    private async Task<(Descriptor, ReadOnlyMemory<byte>)?> CompleteAsync(
        ReadOnlyMemory<byte>? content,
        Descriptor referrer,
        CancellationToken cancellationToken
    )
    {
        var index = Read(content);
        if (!await RestoreAsync(index, referrer, cancellationToken))
        {
            return null;
        }

        var restored = index.ToBytes();
        return (Descriptor.Of(MediaTypes.OciIndex, restored.Span), restored);
    }

    private EditableIndex Read(ReadOnlyMemory<byte>? content)
    {
        if (content is not { } bytes)
        {
            return EditableIndex.Empty();
        }

        var place = $"{location}:{tag}";
        Remember(ImageIndex.Parse(bytes, place).Manifests);
        return EditableIndex.Parse(bytes, place);
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
}
