using System.Buffers;
using System.Text;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace SupplyChain.Scanning;

/// <summary>
/// The first document of a YAML file as JSON, so that what is written in either is read alike: mappings, lists, texts, truth values
/// and null, without aliases.
/// </summary>
internal static class YamlJson
{
    private const int Deepest = 64;

    /// <summary>Reads a document; the caller disposes it.</summary>
    /// <param name="content">UTF-8 text.</param>
    /// <exception cref="InvalidDataException">It is not YAML, is nested more than 64 levels, or has aliases; the message is the rest of a sentence.</exception>
    public static JsonDocument Read(ReadOnlyMemory<byte> content)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            try
            {
                var parser = new Parser(new StringReader(Encoding.UTF8.GetString(content.Span)));
                _ = parser.Consume<StreamStart>();
                _ = parser.Consume<DocumentStart>();
                Write(parser, json, 0);
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

        return JsonDocument.Parse(buffer.WrittenMemory, JsonText.Lenient);
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
