using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.Json;
using SupplyChain.Images.Streams;

namespace SupplyChain.Images.Registries;

/// <summary>A repository of a registry (OCI distribution specification 1.1, and Docker's registry API v2).</summary>
public sealed class RegistryRepository : IImageStore
{
    private const int LargestRemembered = 64 * 1024;
    private const int MostRemembered = 1000;
    private const int MostPages = 1000;

    private static readonly string[] ManifestTypes =
    [
        MediaTypes.OciManifest,
        MediaTypes.OciIndex,
        MediaTypes.DockerManifest,
        MediaTypes.DockerManifestList,
    ];

    private readonly RegistryTransport transport;
    private readonly string registry;
    private readonly string path;
    private readonly RegistryReferrers referrers;
    private readonly ConcurrentDictionary<Digest, ReadOnlyMemory<byte>> manifests = new();

    internal RegistryRepository(RegistryTransport transport, string registry, string path)
    {
        this.transport = transport;
        this.registry = registry;
        this.path = path;
        referrers = new RegistryReferrers(this);
    }

    /// <inheritdoc />
    public string Location => $"{registry}/{path}";

    internal string Registry => registry;

    internal TimeProvider Time => transport.Time;

    private string ReadScope => $"repository:{path}:pull";

    private string WriteScope => $"repository:{path}:pull,push";

    /// <inheritdoc />
    public async Task<Descriptor?> ResolveAsync(string name, CancellationToken cancellationToken)
    {
        var content = Digest.TryParse(name, out var digest)
            ? await ReadManifestAsync(digest, cancellationToken)
            : await ReadTagAsync(name, cancellationToken);
        return content is { } found
            ? OciDocument
                .Parse(found, $"{Location} {Printable.Quote(name)}")
                .Describe(found.Span, digest == default ? Digest.Sha256(found.Span) : digest)
            : null;
    }

    /// <inheritdoc />
    public async Task<ReadOnlyMemory<byte>?> ReadManifestAsync(Digest digest, CancellationToken cancellationToken) =>
        manifests.TryGetValue(digest, out var known) ? known : await FetchAsync(digest.ToString(), digest, cancellationToken);

    /// <inheritdoc />
    [SuppressMessage("Reliability", "CA2000", Justification = "The stream that is returned disposes it.")]
    public async Task<Stream> OpenBlobAsync(Descriptor blob, CancellationToken cancellationToken)
    {
        var what = $"Blob {blob.Digest} of {Location}";
        var first = await OpenFromAsync(blob, 0, cancellationToken);
        return new VerifyingStream(
            new ResumingStream(
                first,
                blob.Size,
                (position, cancel) => OpenFromAsync(blob, position, cancel),
                error => new UndeterminedException(
                    "registry.unreachable",
                    $"{what} keeps breaking off; check the network and try again.",
                    error
                ),
                Time
            ),
            blob.Digest,
            blob.Size,
            what
        );
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<Descriptor>> ListReferrersAsync(Digest subject, CancellationToken cancellationToken) =>
        referrers.ListAsync(subject, cancellationToken);

    /// <summary>The repository's tags, sorted; none where there is no such repository.</summary>
    /// <exception cref="UndeterminedException">The registry does not answer as it should.</exception>
    public async Task<IReadOnlyList<string>> ListTagsAsync(CancellationToken cancellationToken)
    {
        var tags = new SortedSet<string>(StringComparer.Ordinal);
        var next = $"/v2/{path}/tags/list";
        for (var page = 0; page < MostPages && next is not null; page++)
        {
            next = await transport.ReadAsync(
                new RegistryCall(HttpMethod.Get, registry, next, ReadScope),
                async answer =>
                {
                    if (answer.StatusCode == HttpStatusCode.NotFound)
                    {
                        return null;
                    }

                    await RequireAsync(answer, $"Listing the tags of {Location}", cancellationToken);
                    var content = await ResponseReading.ReadAsync(answer, OciDocument.LargestSize, cancellationToken);
                    tags.UnionWith(ParseTags(content));
                    return LinkHeader.Next(answer);
                },
                cancellationToken
            );
        }

        return [.. tags];
    }

    /// <inheritdoc />
    public async Task<bool> HasBlobAsync(Descriptor blob, CancellationToken cancellationToken)
    {
        using var answer = await transport.SendAsync(
            new RegistryCall(HttpMethod.Head, registry, $"/v2/{path}/blobs/{blob.Digest}", ReadScope),
            cancellationToken
        );
        if (answer.StatusCode != HttpStatusCode.NotFound)
        {
            await RequireAsync(answer, $"Asking {Location} for blob {blob.Digest}", cancellationToken);
        }

        return answer.StatusCode != HttpStatusCode.NotFound;
    }

    /// <inheritdoc />
    public async Task WriteBlobAsync(Descriptor blob, Stream content, CancellationToken cancellationToken)
    {
        if (!await HasBlobAsync(blob, cancellationToken))
        {
            await new RegistryUpload(transport, this, path, WriteScope).SendAsync(blob, content, cancellationToken);
        }
    }

    /// <inheritdoc />
    public async Task WriteManifestAsync(
        Descriptor manifest,
        ReadOnlyMemory<byte> content,
        string? name,
        CancellationToken cancellationToken
    ) => await PutManifestAsync(manifest, content, name ?? manifest.Digest.ToString(), cancellationToken);

    /// <inheritdoc />
    public Task<Descriptor> WriteReferrerAsync(
        Descriptor referrer,
        ReadOnlyMemory<byte> content,
        Digest subject,
        CancellationToken cancellationToken
    ) => referrers.WriteAsync(referrer, content, subject, cancellationToken);

    /// <summary>Takes a blob over from another repository of the registry; false where the registry does not.</summary>
    internal async Task<bool> TryMountAsync(Descriptor blob, RegistryRepository from, CancellationToken cancellationToken)
    {
        using var answer = await transport.SendAsync(
            new RegistryCall(
                HttpMethod.Post,
                registry,
                $"/v2/{path}/blobs/uploads/?mount={blob.Digest}&from={Uri.EscapeDataString(from.path)}",
                $"{WriteScope} {from.ReadScope}"
            ),
            cancellationToken
        );
        return answer.StatusCode == HttpStatusCode.Created;
    }

    /// <summary>The manifest that a tag names now; null where there is none.</summary>
    internal Task<ReadOnlyMemory<byte>?> ReadTagAsync(string tag, CancellationToken cancellationToken) =>
        ImageReference.TryParse($"x:{tag}", out _)
            ? FetchAsync(tag, digest: null, cancellationToken)
            : Task.FromResult<ReadOnlyMemory<byte>?>(null);

    /// <summary>One page of the referrers API; null where the registry has no such API.</summary>
    internal Task<(ReadOnlyMemory<byte> Index, string? Next)?> ReadReferrersPageAsync(
        string address,
        CancellationToken cancellationToken
    ) =>
        transport.ReadAsync<(ReadOnlyMemory<byte>, string?)?>(
            new RegistryCall(HttpMethod.Get, registry, address, ReadScope) { Accept = [MediaTypes.OciIndex] },
            async answer =>
            {
                if (
                    answer.StatusCode
                        is HttpStatusCode.NotFound
                            or HttpStatusCode.BadRequest
                            or HttpStatusCode.MethodNotAllowed
                            or HttpStatusCode.NotAcceptable
                            or HttpStatusCode.NotImplemented
                    || (answer.IsSuccessStatusCode && answer.Content.Headers.ContentType?.MediaType != MediaTypes.OciIndex)
                )
                {
                    return null;
                }

                await RequireAsync(answer, $"Listing the referrers in {Location}", cancellationToken);
                return (
                    await ResponseReading.ReadAsync(answer, OciDocument.LargestSize, cancellationToken),
                    LinkHeader.Next(answer)
                );
            },
            cancellationToken
        );

    /// <summary>First page of the referrers API for a subject.</summary>
    internal string ReferrersAddress(Digest subject) => $"/v2/{path}/referrers/{subject}";

    /// <summary>Writes a manifest; the subject that the registry says it has registered, if any.</summary>
    internal async Task<string?> PutManifestAsync(
        Descriptor manifest,
        ReadOnlyMemory<byte> content,
        string name,
        CancellationToken cancellationToken
    )
    {
        using var answer = await transport.SendAsync(
            new RegistryCall(HttpMethod.Put, registry, $"/v2/{path}/manifests/{name}", WriteScope)
            {
                Content = () => new ReadOnlyMemoryContent(content) { Headers = { ContentType = new(manifest.MediaType) } },
                ContentSize = content.Length,
            },
            cancellationToken
        );
        await RequireAsync(answer, $"Writing manifest {name} to {Location}", cancellationToken);
        Remember(manifest.Digest, content);
        return answer.Headers.TryGetValues("OCI-Subject", out var subjects) ? subjects.FirstOrDefault() : null;
    }

    internal static async Task RequireAsync(HttpResponseMessage answer, string what, CancellationToken cancellationToken)
    {
        if (!answer.IsSuccessStatusCode)
        {
            throw await RegistryFailure.OfAsync(answer, what, cancellationToken);
        }
    }

    private Task<ReadOnlyMemory<byte>?> FetchAsync(string name, Digest? digest, CancellationToken cancellationToken) =>
        transport.ReadAsync<ReadOnlyMemory<byte>?>(
            new RegistryCall(HttpMethod.Get, registry, $"/v2/{path}/manifests/{name}", ReadScope) { Accept = ManifestTypes },
            async answer =>
            {
                if (answer.StatusCode == HttpStatusCode.NotFound)
                {
                    return null;
                }

                await RequireAsync(answer, $"Reading manifest {name} of {Location}", cancellationToken);
                var content = await ResponseReading.ReadAsync(answer, OciDocument.LargestSize, cancellationToken);
                var stated = answer.Headers.TryGetValues("Docker-Content-Digest", out var values)
                    ? values.FirstOrDefault()
                    : null;
                var expected = digest ?? (Digest.TryParse(stated, out var header) ? header : Digest.Sha256(content.Span));
                if (!expected.Matches(content.Span))
                {
                    throw new UndeterminedException(
                        RegistryFailure.Altered,
                        $"Manifest {name} of {Location} does not have the digest {expected}; try again, or push the image again."
                    );
                }

                Remember(digest ?? Digest.Sha256(content.Span), content);
                return content;
            },
            cancellationToken
        );

    private async Task<Stream> OpenFromAsync(Descriptor blob, long position, CancellationToken cancellationToken)
    {
        var answer = await transport.SendAsync(
            new RegistryCall(HttpMethod.Get, registry, $"/v2/{path}/blobs/{blob.Digest}", ReadScope) { From = position },
            cancellationToken
        );
        try
        {
            await RequireAsync(answer, $"Reading blob {blob.Digest} of {Location}", cancellationToken);
            var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
            if (position > 0 && answer.StatusCode != HttpStatusCode.PartialContent)
            {
                await body.SkipAsync(position, cancellationToken);
            }

            return body;
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    private void Remember(Digest digest, ReadOnlyMemory<byte> content)
    {
        if (content.Length <= LargestRemembered && manifests.Count < MostRemembered)
        {
            manifests[digest] = content;
        }
    }

    private IReadOnlyList<string> ParseTags(ReadOnlyMemory<byte> content)
    {
        try
        {
            return JsonSerializer.Deserialize(content.Span, RegistryJson.Default.TagList)?.Tags?.OfType<string>().ToList() ?? [];
        }
        catch (JsonException error)
        {
            throw new UndeterminedException(
                "registry.answer",
                $"{Location} does not list its tags as the specification has it; check that this is a registry.",
                error
            );
        }
    }
}
