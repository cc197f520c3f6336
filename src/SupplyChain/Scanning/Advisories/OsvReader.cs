using System.Text.Json;

namespace SupplyChain.Scanning.Advisories;

/// <summary>Reads one OSV record (ossf.github.io/osv-schema, version 1.7).</summary>
internal static class OsvReader
{
    private const int LongestDetails = 4000;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <summary>Reads a record.</summary>
    /// <param name="content">UTF-8 text, in JSON, or in YAML where the file's name says so.</param>
    /// <param name="origin">The file, for messages.</param>
    /// <exception cref="ConfigurationException">It is not an OSV record.</exception>
    public static Advisory Read(ReadOnlyMemory<byte> content, string origin)
    {
        try
        {
            using var document = AdvisoryFile.IsYaml(origin)
                ? YamlJson.Read(content, Strict)
                : JsonDocument.Parse(content, Strict);
            var root = document.RootElement;
            return JsonText.Member(root, "id") is { Length: > 0 } id && JsonText.Time(root, "modified") is { } modified
                ? Read(root, id, modified, origin)
                : throw NotOsv(origin, "it has no 'id' or no 'modified' time");
        }
        catch (JsonException exception)
        {
            var reason = exception.LineNumber is { } line ? $"it is not valid JSON at line {line + 1}" : "it has a member twice";
            throw NotOsv(origin, reason, exception);
        }
        // The reader of JSON finds text that is no UTF-8 only where it is asked for it, and says so in this way.
        catch (InvalidOperationException exception)
        {
            throw NotOsv(origin, "it has text that is not UTF-8", exception);
        }
        catch (InvalidDataException exception)
        {
            throw NotOsv(origin, exception.Message, exception);
        }
    }

    private static Advisory Read(JsonElement root, string id, DateTimeOffset modified, string origin) =>
        new()
        {
            Id = Plain.Text(id),
            Modified = modified,
            Withdrawn = JsonText.Time(root, "withdrawn") is not null,
            Aliases = OsvJson.Texts(root, "aliases"),
            Upstream = OsvJson.Texts(root, "upstream"),
            Summary = Plain.OrNull(JsonText.Member(root, "summary")),
            Details = JsonText.Member(root, "details") is { } details ? Shorten(Plain.Lines(details)) : null,
            Published = JsonText.Time(root, "published"),
            Ratings = OsvSeverity.Ratings(root),
            Words = OsvSeverity.Words(root),
            References =
            [
                .. OsvJson
                    .Objects(root, "references")
                    .Select(item => JsonText.Member(item, "url"))
                    .OfType<string>()
                    .Select(Plain.Text),
            ],
            Affected =
            [
                .. OsvJson.Objects(root, "affected").Select(item => ReadAffected(item, origin)).OfType<AffectedVersions>(),
            ],
        };

    // An entry without a package is about commits of a repository.
    private static AffectedVersions? ReadAffected(JsonElement affected, string origin)
    {
        if (JsonText.Child(affected, "package") is not { } package)
        {
            return null;
        }

        var ranges = OsvJson.Objects(affected, "ranges");
        return
            JsonText.Member(package, "ecosystem") is { Length: > 0 } ecosystem
            && JsonText.Member(package, "name") is { Length: > 0 } name
            ? new AffectedVersions
            {
                Ecosystem = Plain.Text(ecosystem),
                Name = Plain.Text(name),
                Ranges = [.. ranges.Select(range => ReadRange(range, origin)).OfType<VersionRange>()],
                Versions = OsvJson.Texts(affected, "versions"),
                Ratings = OsvSeverity.Ratings(affected),
                Words = OsvSeverity.Words(affected),
            }
            : throw NotOsv(origin, "an affected package has no ecosystem or no name");
    }

    private static VersionRange? ReadRange(JsonElement range, string origin) =>
        JsonText.Member(range, "type") switch
        {
            "GIT" => null,
            "ECOSYSTEM" => new VersionRange(false, ReadEvents(range, origin)),
            "SEMVER" => new VersionRange(true, ReadEvents(range, origin)),
            _ => throw NotOsv(origin, "a range has a type that is none of ECOSYSTEM, SEMVER and GIT"),
        };

    private static RangeEvent[] ReadEvents(JsonElement range, string origin)
    {
        RangeEvent[] events = [.. OsvJson.Objects(range, "events").SelectMany(item => item.EnumerateObject()).Select(ReadEvent)];
        return Array.Exists(events, item => item.Kind == RangeEventKind.Introduced)
            ? events
            : throw NotOsv(origin, "a range has no event 'introduced'");

        RangeEvent ReadEvent(JsonProperty entry) =>
            (entry.Name, entry.Value.ValueKind) switch
            {
                ("introduced", JsonValueKind.String) => new RangeEvent(RangeEventKind.Introduced, Version(entry)),
                ("fixed", JsonValueKind.String) => new RangeEvent(RangeEventKind.Fixed, Version(entry)),
                ("last_affected", JsonValueKind.String) => new RangeEvent(RangeEventKind.LastAffected, Version(entry)),
                ("limit", JsonValueKind.String) => new RangeEvent(RangeEventKind.Limit, Version(entry)),
                _ => throw NotOsv(origin, "a range has an event that is none of introduced, fixed, last_affected and limit"),
            };
    }

    private static string Version(JsonProperty entry) => Plain.Text(entry.Value.GetString()!);

    private static string Shorten(string text) => text.Length <= LongestDetails ? text : text[..LongestDetails] + "…";

    private static ConfigurationException NotOsv(string origin, string reason, Exception? inner = null) =>
        new(
            "advisories.format",
            $"'{Plain.Text(origin)}' is not an advisory in OSV format because {reason}; remove it from the advisories, or replace it.",
            inner
        );
}
