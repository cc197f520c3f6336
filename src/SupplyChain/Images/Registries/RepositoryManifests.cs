using System.Collections.Concurrent;
using System.Net;
using SupplyChain.Images.Registries.Http;

namespace SupplyChain.Images.Registries;

/// <summary>The manifests of a repository. Those read or written by digest are remembered, since they never change.</summary>
internal sealed class RepositoryManifests(RegistryTransport transport, RepositoryName name)
{
    private const int LargestRemembered = 64 * 1024;
    private const int MostRemembered = 1000;

    private static readonly string[] Types =
    [
        MediaTypes.OciManifest,
        MediaTypes.OciIndex,
        MediaTypes.DockerManifest,
        MediaTypes.DockerManifestList,
    ];

    private readonly ConcurrentDictionary<Digest, ReadOnlyMemory<byte>> remembered = new();

    /// <summary>The manifest with this digest; null where there is none.</summary>
    public async Task<ReadOnlyMemory<byte>?> ReadAsync(Digest digest, CancellationToken cancellationToken) =>
        remembered.TryGetValue(digest, out var known) ? known : await FetchAsync(digest.ToString(), digest, cancellationToken);

    /// <summary>The manifest with this digest as the registry has it now, whatever is remembered; null where it has none.</summary>
    public Task<ReadOnlyMemory<byte>?> ReadNowAsync(Digest digest, CancellationToken cancellationToken) =>
        FetchAsync(digest.ToString(), digest, cancellationToken);

    /// <summary>The manifest that a tag names now; null where there is none.</summary>
    public Task<ReadOnlyMemory<byte>?> ReadTagAsync(string tag, CancellationToken cancellationToken) =>
        ImageReference.TryParse($"x:{tag}", out _)
            ? FetchAsync(tag, digest: null, cancellationToken)
            : Task.FromResult<ReadOnlyMemory<byte>?>(null);

    /// <summary>Writes a manifest under a tag or its digest; returns the subject that the registry says it has registered, if any.</summary>
    public Task<string?> WriteAsync(
        Descriptor manifest,
        ReadOnlyMemory<byte> content,
        string tagOrDigest,
        CancellationToken cancellationToken
    ) => WriteAsync(Writing(manifest, content, tagOrDigest), manifest, content, cancellationToken);

    /// <summary>Writes a manifest under a tag, and not again where the outcome is not known.</summary>
    public Task WriteOnceAsync(
        Descriptor manifest,
        ReadOnlyMemory<byte> content,
        string tag,
        CancellationToken cancellationToken
    ) => WriteAsync(Writing(manifest, content, tag) with { IsRepeatable = false }, manifest, content, cancellationToken);

    private RegistryCall Writing(Descriptor manifest, ReadOnlyMemory<byte> content, string tagOrDigest) =>
        name.Writing(HttpMethod.Put, $"manifests/{tagOrDigest}") with
        {
            Content = () => new ReadOnlyMemoryContent(content) { Headers = { ContentType = new(manifest.MediaType) } },
        };

    private async Task<string?> WriteAsync(
        RegistryCall call,
        Descriptor manifest,
        ReadOnlyMemory<byte> content,
        CancellationToken cancellationToken
    )
    {
        using var answer = await transport.SendAsync(call, cancellationToken);
        var what = $"Writing manifest {manifest.Digest} to {name}";
        await transport.ThrowUnlessSuccessAsync(answer, what, cancellationToken);
        RegistryFailure.CheckDigest(answer, manifest.Digest, what);
        Remember(manifest.Digest, content);
        return answer.Headers.TryGetValues("OCI-Subject", out var subjects) ? subjects.FirstOrDefault() : null;
    }

    private Task<ReadOnlyMemory<byte>?> FetchAsync(string tagOrDigest, Digest? digest, CancellationToken cancellationToken) =>
        transport.ReadAsync<ReadOnlyMemory<byte>?>(
            name.Reading(HttpMethod.Get, $"manifests/{tagOrDigest}") with
            {
                Accept = Types,
            },
            async (answer, patience) =>
            {
                if (answer.StatusCode == HttpStatusCode.NotFound)
                {
                    return null;
                }

                var what = $"Reading manifest {tagOrDigest} of {name}";
                await transport.ThrowUnlessSuccessAsync(answer, what, patience);
                var content = await ResponseReading.ReadAsync(answer, transport.LargestManifest, patience);
                var expected = digest ?? RegistryFailure.StatedDigest(answer) ?? Digest.Sha256(content.Span);
                if (!expected.Matches(content.Span))
                {
                    throw new UndeterminedException(
                        RegistryFailure.Altered,
                        $"Manifest {tagOrDigest} of {name} does not have the digest {expected}; try again, or push the image again."
                    );
                }

                Remember(expected, content);
                return content;
            },
            cancellationToken
        );

    private void Remember(Digest digest, ReadOnlyMemory<byte> content)
    {
        if (content.Length <= LargestRemembered && remembered.Count < MostRemembered)
        {
            remembered[digest] = content;
        }
    }
}
