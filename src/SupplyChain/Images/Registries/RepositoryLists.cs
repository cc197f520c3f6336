using System.Net;
using System.Text.Json;
using SupplyChain.Images.Registries.Http;

namespace SupplyChain.Images.Registries;

/// <summary>What a repository can list, page by page: its tags, and an image's referrers where the registry has that API.</summary>
internal sealed class RepositoryLists(RegistryTransport transport, RepositoryName name)
{
    private const int MostPages = 1000;
    private const int MostEntries = 200_000;

    // To ask for a few tags by name costs less than a longer list of all.
    private const int LargestShortList = 256 * 1024;

    private volatile bool isShort = true;

    /// <summary>The tags, sorted; none where there is no such repository.</summary>
    public async Task<IReadOnlyList<string>> ListTagsAsync(CancellationToken cancellationToken)
    {
        var what = $"Listing the tags of {name}";
        var tags = await ReadPagesAsync(
            name.Reading(HttpMethod.Get, "tags/list"),
            what,
            answer => answer.StatusCode == HttpStatusCode.NotFound,
            content => ParseTags(content) ?? throw NoList(what),
            cancellationToken
        );
        return [.. (tags ?? []).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>
    /// All tags, where one short answer lists them. Null where it does not, whatever the reason, so that nobody knows which tags there
    /// are; a list that lacks some of them must not read as if they did not exist.
    /// </summary>
    public async Task<IReadOnlySet<string>?> TryListTagsAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Once: there is another way to find out.
            return isShort
                ? await transport.ReadAsync(
                    name.Reading(HttpMethod.Get, "tags/list") with
                    {
                        IsRepeatable = false,
                    },
                    ReadShortListAsync,
                    cancellationToken
                )
                : null;
        }
        catch (UndeterminedException)
        {
            return null;
        }
    }

    /// <summary>The digests that the referrers API lists for a subject; null where the registry has no such API.</summary>
    public Task<IReadOnlyList<Digest>?> ListReferrersAsync(Digest subject, CancellationToken cancellationToken) =>
        ReadPagesAsync<Digest>(
            name.Reading(HttpMethod.Get, $"referrers/{subject}") with
            {
                Accept = [MediaTypes.OciIndex],
            },
            $"Listing the referrers in {name}",
            IsWithoutApi,
            content => ImageIndex.Parse(content, $"The list of referrers in {name}").Manifests.Select(entry => entry.Digest),
            cancellationToken
        );

    // A list that has no end is refused, since half a list would hide the other half.
    private async Task<IReadOnlyList<T>?> ReadPagesAsync<T>(
        RegistryCall first,
        string what,
        Func<HttpResponseMessage, bool> isMissing,
        Func<ReadOnlyMemory<byte>, IEnumerable<T>> parse,
        CancellationToken cancellationToken
    )
    {
        var entries = new List<T>();
        var call = first;
        for (var page = 0; page < MostPages && entries.Count < MostEntries; page++)
        {
            var next = await transport.ReadAsync(
                call,
                async (answer, patience) =>
                {
                    if (page == 0 && isMissing(answer))
                    {
                        return (IsMissing: true, Next: null);
                    }

                    await transport.ThrowUnlessSuccessAsync(answer, what, patience);
                    entries.AddRange(parse(await ResponseReading.ReadAsync(answer, transport.LargestManifest, patience)));
                    return (IsMissing: false, Next: LinkHeader.Next(answer));
                },
                cancellationToken
            );
            if (next.Next is null)
            {
                return next.IsMissing ? null : entries;
            }

            call = name.Following(next.Next) with { Accept = first.Accept };
        }

        throw new UndeterminedException(
            "registry.endless-list",
            $"{what} has not come to an end after {MostPages} pages or {MostEntries} entries; check that this is the right registry."
        );
    }

    private async Task<IReadOnlySet<string>?> ReadShortListAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (!answer.IsSuccessStatusCode)
        {
            return null;
        }

        isShort = !answer.Headers.Contains("Link") && !(answer.Content.Headers.ContentLength > LargestShortList);
        return isShort
            ? ParseTags(await ResponseReading.ReadAsync(answer, LargestShortList, cancellationToken))
                ?.ToHashSet(StringComparer.Ordinal)
            : null;
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

    // Null where it is no list of tags. Some registries write null for a list of none.
    private static IEnumerable<string>? ParseTags(ReadOnlyMemory<byte> content)
    {
        try
        {
            var list = JsonSerializer.Deserialize(content.Span, RegistryJson.Default.TagList);
            return list is null ? null : (list.Tags ?? []).OfType<string>();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static UndeterminedException NoList(string what) =>
        new("registry.answer", $"{what} failed: the answer is not as the specification has it; check that this is a registry.");
}
