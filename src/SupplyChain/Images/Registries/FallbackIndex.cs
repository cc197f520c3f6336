namespace SupplyChain.Images.Registries;

/// <summary>The index that lists a subject's referrers on a registry without the referrers API, while an entry is added to it.</summary>
internal sealed class FallbackIndex(RepositoryManifests manifests, string location, Digest subject)
{
    private readonly string tag = ReferrersTag.Of(subject);
    private readonly Dictionary<Digest, Descriptor> seen = [];

    /// <summary>Whether the index lists this manifest now.</summary>
    public async Task<bool> ContainsAsync(Digest digest, CancellationToken cancellationToken) =>
        (await ReadAsync(cancellationToken)).Contains(digest);

    /// <summary>Adds an entry to what the index lists now and to everything it was seen to list before.</summary>
    public async Task AddAsync(Descriptor referrer, CancellationToken cancellationToken)
    {
        var index = await ReadAsync(cancellationToken);
        foreach (var entry in seen.Values.Append(referrer))
        {
            index.Add(entry, name: null);
        }

        var content = index.ToBytes();
        var descriptor = Descriptor.Of(MediaTypes.OciIndex, content.Span);
        _ = await manifests.WriteAsync(descriptor, content, tag, cancellationToken);
    }

    private async Task<EditableIndex> ReadAsync(CancellationToken cancellationToken)
    {
        if (await manifests.ReadTagAsync(tag, cancellationToken) is not { } content)
        {
            return EditableIndex.Empty();
        }

        var place = $"{location}:{tag}";
        foreach (var entry in ImageIndex.Parse(content, place).Manifests)
        {
            seen[entry.Digest] = entry;
        }

        return EditableIndex.Parse(content, place);
    }
}
