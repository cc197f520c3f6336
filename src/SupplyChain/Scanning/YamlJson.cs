using System.Buffers;
using System.Text;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace SupplyChain.Scanning;

/// <summary>
/// YAML as JSON, so that what is written in either is read alike: mappings, lists, texts, truth values and null, without aliases.
/// </summary>
internal static class YamlJson
{
    private const int Deepest = 64;

    /// <summary>Reads a file of one document; the caller disposes it.</summary>
    /// <param name="content">UTF-8 text.</param>
    /// <param name="options">How the JSON is read; leniently where null.</param>
    /// <exception cref="InvalidDataException">
    /// It is not YAML, has more than one document, is nested more than 64 levels, or has aliases; the message is the rest of a sentence.
    /// </exception>
    /// <exception cref="JsonException">It is not what the options allow.</exception>
    public static JsonDocument Read(ReadOnlyMemory<byte> content, JsonDocumentOptions? options = null) =>
        JsonDocument.Parse(
            Convert(
                content,
                (parser, json) =>
                {
                    _ = parser.Consume<DocumentStart>();
                    WriteDocument(parser, json);
                    if (!parser.Accept<StreamEnd>(out _))
                    {
                        throw new InvalidDataException("it has more than one document");
                    }
                }
            ),
            options ?? JsonText.Lenient
        );

    /// <summary>Reads a file of several documents as a list of them; the caller disposes it.</summary>
    /// <param name="content">UTF-8 text.</param>
    /// <exception cref="InvalidDataException">It is not YAML, is nested more than 64 levels, or has aliases; the message is the rest of a sentence.</exception>
    public static JsonDocument ReadAll(ReadOnlyMemory<byte> content) =>
        JsonDocument.Parse(
            Convert(
                content,
                (parser, json) =>
                {
                    json.WriteStartArray();
                    while (parser.TryConsume<DocumentStart>(out _))
                    {
                        WriteDocument(parser, json);
                    }

                    json.WriteEndArray();
                }
            ),
            JsonText.Lenient
        );

    private static ReadOnlyMemory<byte> Convert(ReadOnlyMemory<byte> content, Action<Parser, Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            try
            {
                var parser = new Parser(new StringReader(Encoding.UTF8.GetString(content.Span)));
                _ = parser.Consume<StreamStart>();
                write(parser, json);
            }
            catch (YamlException malformed)
            {
                throw new InvalidDataException($"it is not valid YAML at line {malformed.Start.Line}", malformed);
            }
            // The parser fails in these ways on a few texts that are not YAML.
            catch (Exception malformed)
                when (malformed is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
            {
                throw new InvalidDataException("it is not valid YAML", malformed);
            }
        }

        return buffer.WrittenMemory;
    }

    private static void WriteDocument(Parser yaml, Utf8JsonWriter json)
    {
        Write(yaml, json, 0);
        _ = yaml.Consume<DocumentEnd>();
    }

    private static void Write(Parser yaml, Utf8JsonWriter json, int depth)
    {
        if (depth >= Deepest)
        {
            throw new InvalidDataException($"it is nested more than {Deepest} levels");
        }

        if (yaml.TryConsume<Scalar>(out var scalar))
        {
            Write(scalar, json);
        }
        else if (yaml.TryConsume<SequenceStart>(out _))
        {
            json.WriteStartArray();
            while (!yaml.TryConsume<SequenceEnd>(out _))
            {
                Write(yaml, json, depth + 1);
            }

            json.WriteEndArray();
        }
        else if (yaml.TryConsume<MappingStart>(out _))
        {
            json.WriteStartObject();
            while (!yaml.TryConsume<MappingEnd>(out _))
            {
                json.WritePropertyName(yaml.Consume<Scalar>().Value);
                Write(yaml, json, depth + 1);
            }

            json.WriteEndObject();
        }
        else
        {
            throw new InvalidDataException("it has an alias, which files of its kind have no use for");
        }
    }

    private static void Write(Scalar scalar, Utf8JsonWriter json)
    {
        switch (scalar.Style == ScalarStyle.Plain ? scalar.Value : "text")
        {
            case "" or "~" or "null":
                json.WriteNullValue();
                break;
            case "true" or "false":
                json.WriteBooleanValue(scalar.Value == "true");
                break;
            default:
                json.WriteStringValue(scalar.Value);
                break;
        }
    }
}
