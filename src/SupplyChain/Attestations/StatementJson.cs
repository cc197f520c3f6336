using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using SupplyChain.Images;

namespace SupplyChain.Attestations;

/// <summary>The JSON of a statement (in-toto attestation framework, spec/v1/statement.md and spec/v0.1.0/statement.md).</summary>
internal static class StatementJson
{
    private const string Version1 = "https://in-toto.io/Statement/v1";
    private const string Version01 = "https://in-toto.io/Statement/v0.1";

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Statement Read(ReadOnlyMemory<byte> json)
    {
        using var document = StrictJson.Parse(json, Statement.MaximumSize);
        var members = new JsonMembers(document.RootElement);
        if (members.Text("_type") is var type && type is not (Version1 or Version01))
        {
            throw new FormatException($"_type is {Printable.Quote(type)} and not {Version1}");
        }

        var subjects = members.Elements("subject", Statement.MaximumSubjects).Select(ReadSubject).ToArray();
        if (subjects.Length == 0)
        {
            throw members.Missing("subject");
        }

        var predicateType = members.Text("predicateType");
        if (predicateType.Length == 0)
        {
            throw members.Missing("predicateType");
        }

        var predicate = ReadPredicate(members);
        return new Statement(subjects, predicateType, predicate, Range.All, json);
    }

    public static byte[] Write(Statement statement)
    {
        var buffer = new ArrayBufferWriter<byte>(statement.Predicate.Length + 512);
        using (var writer = new Utf8JsonWriter(buffer, Compact))
        {
            writer.WriteStartObject();
            writer.WriteString("_type", Version1);
            writer.WriteStartArray("subject");
            foreach (var subject in statement.Subjects)
            {
                WriteSubject(writer, subject);
            }

            writer.WriteEndArray();
            writer.WriteString("predicateType", statement.PredicateType);
            writer.WritePropertyName("predicate");
            writer.WriteRawValue(statement.Predicate.Span, skipInputValidation: true);
            writer.WriteEndObject();
        }

        return buffer.WrittenCount <= Statement.MaximumSize
            ? buffer.WrittenSpan.ToArray()
            : throw new ConfigurationException(
                "attestation.statement.size",
                $"The statement of type '{statement.PredicateType}' has {buffer.WrittenCount} bytes and the limit is {Statement.MaximumSize}; shorten its predicate."
            );
    }

    private static byte[] ReadPredicate(JsonMembers members)
    {
        if (members.Find("predicate") is not { } predicate)
        {
            return "{}"u8.ToArray();
        }

        _ = new JsonMembers(predicate, "predicate");
        return JsonMarshal.GetRawUtf8Value(predicate).ToArray();
    }

    private static Subject ReadSubject(JsonElement element, int position)
    {
        const int maximumDigests = 32;
        const int maximumAnnotations = 256;
        var path = $"subject[{position}]";
        var members = new JsonMembers(element, path);
        foreach (var name in new[] { "uri", "mediaType", "downloadLocation" })
        {
            _ = members.FindText(name);
        }

        var digests = members
            .Properties("digest", maximumDigests)
            .ToDictionary(entry => entry.Name, entry => JsonMembers.TextOf(entry.Value, $"{path}.digest"));
        var annotations = members
            .Properties("annotations", maximumAnnotations)
            .Where(entry => entry.Value.ValueKind == JsonValueKind.String)
            .ToDictionary(entry => entry.Name, entry => JsonMembers.TextOf(entry.Value, $"{path}.annotations"));
        return Subject.FaultIn(digests) is { } fault
            ? throw new FormatException($"{path} is not usable, since {fault}")
            : new Subject(digests, members.FindText("name"), annotations);
    }

    private static void WriteSubject(Utf8JsonWriter writer, Subject subject)
    {
        writer.WriteStartObject();
        if (subject.Name is not null)
        {
            writer.WriteString("name", subject.Name);
        }

        WriteMap(writer, "digest", subject.Digests);
        if (subject.Annotations.Count > 0)
        {
            WriteMap(writer, "annotations", subject.Annotations);
        }

        writer.WriteEndObject();
    }

    private static void WriteMap(Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, string> map)
    {
        writer.WriteStartObject(name);
        foreach (var (key, value) in map.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            writer.WriteString(key, value);
        }

        writer.WriteEndObject();
    }
}
