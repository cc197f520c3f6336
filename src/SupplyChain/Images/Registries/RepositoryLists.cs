using System.Net;
using System.Text.Json;

namespace SupplyChain.Images.Registries;

/// <summary>What a repository can list, page by page: its tags, and an image's referrers where the registry has that API.</summary>
internal sealed class RepositoryLists(RegistryTransport transport, RepositoryName name)
{
    private const int MostPages = 1000;

    /// <summary>The tags, sorted; none where there is no such repository.</summary>
    public async Task<IReadOnlyList<string>> ListTagsAsync(CancellationToken cancellationToken)
    {
        var tags = new SortedSet<string>(StringComparer.Ordinal);
        var call = name.Reading(HttpMethod.Get, "tags/list");
        for (var page = 0; page < MostPages && call is not null; page++)
        {
            call = await transport.ReadAsync(
                call,
                async answer =>
                {
                    if (answer.StatusCode == HttpStatusCode.NotFound)
                    {
                        return null;
                    }

                    await RegistryFailure.ThrowUnlessSuccessAsync(answer, $"Listing the tags of {name}", cancellationToken);
                    tags.UnionWith(Parse(await ResponseReading.ReadAsync(answer, OciDocument.LargestSize, cancellationToken)));
                    return NextPage(answer);
                },
                cancellationToken
            );
        }

        return [.. tags];
    }

    /// <summary>The digests that the referrers API lists for a subject; null where the registry has no such API.</summary>
    public async Task<IReadOnlyList<Digest>?> ListReferrersAsync(Digest subject, CancellationToken cancellationToken)
    {
        var digests = new List<Digest>();
        var hasApi = true;
        var call = name.Reading(HttpMethod.Get, $"referrers/{subject}");
        for (var page = 0; page < MostPages && call is not null; page++)
        {
            call = await transport.ReadAsync(
                call with
                {
                    Accept = [MediaTypes.OciIndex],
                },
                async answer =>
                {
                    if (digests.Count == 0 && IsWithoutApi(answer))
                    {
                        hasApi = false;
                        return null;
                    }

                    await RegistryFailure.ThrowUnlessSuccessAsync(answer, $"Listing the referrers in {name}", cancellationToken);
                    var content = await ResponseReading.ReadAsync(answer, OciDocument.LargestSize, cancellationToken);
                    var index = ImageIndex.Parse(content, $"The list of referrers in {name}");
                    digests.AddRange(index.Manifests.Select(entry => entry.Digest));
                    return NextPage(answer);
                },
                cancellationToken
            );
        }

        return hasApi ? digests : null;
    }

    // Registries say in many ways that they do not know the address; some show a page for people.
    private static bool IsWithoutApi(HttpResponseMessage answer) =>
        answer.StatusCode
            is HttpStatusCode.NotFound
                or HttpStatusCode.BadRequest
                or HttpStatusCode.MethodNotAllowed
                or HttpStatusCode.NotAcceptable
                or HttpStatusCode.NotImplemented
        || (answer.IsSuccessStatusCode && answer.Content.Headers.ContentType?.MediaType != MediaTypes.OciIndex);

    private RegistryCall? NextPage(HttpResponseMessage answer) =>
        LinkHeader.Next(answer) is { } next ? name.Following(next) : null;

    private List<string> Parse(ReadOnlyMemory<byte> content)
    {
        try
        {
            return JsonSerializer.Deserialize(content.Span, RegistryJson.Default.TagList)?.Tags?.OfType<string>().ToList() ?? [];
        }
        catch (JsonException error)
        {
            throw new UndeterminedException(
                "registry.answer",
                $"{name} does not list its tags as the specification has it; check that this is a registry.",
                error
            );
        }
    }
}
