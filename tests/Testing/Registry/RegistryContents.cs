using System.Collections.Concurrent;
using SupplyChain.Images;

namespace SupplyChain.Testing.Registry;

/// <summary>What a registry holds, in memory.</summary>
public sealed class RegistryContents(int staleReads)
{
    private readonly Lock tagLock = new();
    private readonly Dictionary<string, Tag> tags = new(StringComparer.Ordinal);

    /// <summary>Blobs by repository and digest.</summary>
    public ConcurrentDictionary<(string Repository, Digest Digest), byte[]> Blobs { get; } = new();

    /// <summary>Manifests by repository and digest.</summary>
    public ConcurrentDictionary<(string Repository, Digest Digest), (string MediaType, byte[] Content)> Manifests { get; } =
        new();

    /// <summary>Points a tag at a manifest.</summary>
    public void SetTag(string repository, string tag, Digest digest)
    {
        lock (tagLock)
        {
            var key = Key(repository, tag);
            tags[key] = tags.TryGetValue(key, out var old)
                ? new Tag(digest, old.Current, staleReads)
                : new Tag(digest, null, staleReads);
        }
    }

    /// <summary>What a tag points at; for some reads after a write, what it pointed at before.</summary>
    public Digest? FindTag(string repository, string tag)
    {
        lock (tagLock)
        {
            var key = Key(repository, tag);
            if (!tags.TryGetValue(key, out var found))
            {
                return null;
            }

            tags[key] = found with { StaleReads = Math.Max(0, found.StaleReads - 1) };
            return found.StaleReads > 0 ? found.Previous : found.Current;
        }
    }

    /// <summary>The tags of a repository, sorted.</summary>
    public IReadOnlyList<string> ListTags(string repository)
    {
        lock (tagLock)
        {
            var prefix = Key(repository, "");
            return
            [
                .. tags
                    .Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
                    .Select(key => key[prefix.Length..])
                    .Order(StringComparer.Ordinal),
            ];
        }
    }

    /// <summary>The manifests of a repository that name the subject, sorted by digest.</summary>
    public IReadOnlyList<Descriptor> ListReferrers(string repository, Digest subject) =>
        [
            .. Manifests
                .Where(entry => entry.Key.Repository == repository)
                .Select(entry =>
                    RegistryManifest.DescribeReferrer(entry.Key.Digest, entry.Value.MediaType, entry.Value.Content, subject)
                )
                .OfType<Descriptor>()
                .OrderBy(descriptor => descriptor.Digest.ToString(), StringComparer.Ordinal),
        ];

    private static string Key(string repository, string tag) => $"{repository}:{tag}";

    private readonly record struct Tag(Digest Current, Digest? Previous, int StaleReads);
}
