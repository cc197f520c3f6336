using System.Buffers;
using System.Text;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace SupplyChain.Scanning.Catalogue.Formats;

/// <summary>The first document of a YAML file as JSON, so that lock files of either kind are read alike: texts and truth values, no aliases.</summary>
internal static class YamlJson
{
    private const int Deepest = 64;

    /// <summary>Reads a document; the caller disposes it.</summary>
    /// <exception cref="InvalidDataException">It is malformed.</exception>
    public static JsonDocument Read(ReadOnlyMemory<byte> content)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            try
            {
                var parser = new Parser(new StringReader(Encoding.UTF8.GetString(content.Span)));
                parser.Consume<StreamStart>();
                parser.Consume<DocumentStart>();
                Convert(parser, json);
            }
            catch (YamlException malformed)
            {
                throw new InvalidDataException("it is not valid YAML", malformed);
            }
        }

        return JsonDocument.Parse(buffer.WrittenMemory, JsonText.Lenient);
    }

    private static void Convert(Parser yaml, Utf8JsonWriter json)
    {
        // For each open collection whether it is a mapping, and whether a key of it is next.
        var open = new Stack<(bool Mapping, bool Key)>();
        do
        {
            var isKey = open.TryPeek(out var around) && around is { Mapping: true, Key: true };
            switch (yaml.Current)
            {
                case MappingStart when !isKey:
                    json.WriteStartObject();
                    open.Push((true, true));
                    break;
                case SequenceStart when !isKey:
                    json.WriteStartArray();
                    open.Push((false, false));
                    break;
                case MappingEnd:
                    json.WriteEndObject();
                    open.Pop();
                    Turn(open);
                    break;
                case SequenceEnd:
                    json.WriteEndArray();
                    open.Pop();
                    Turn(open);
                    break;
                case Scalar key when isKey:
                    json.WritePropertyName(key.Value);
                    Turn(open);
                    break;
                case Scalar scalar:
                    Write(scalar, json);
                    Turn(open);
                    break;
                default:
                    throw new InvalidDataException("it has aliases or keys that no lock file has");
            }

            if (open.Count > Deepest)
            {
                throw new InvalidDataException("it is nested too deeply");
            }
        } while (open.Count > 0 && yaml.MoveNext());
    }

    // In a mapping, keys and values take turns.
    private static void Turn(Stack<(bool Mapping, bool Key)> open)
    {
        if (open.TryPop(out var around))
        {
            open.Push((around.Mapping, around.Mapping && !around.Key));
        }
    }

    private static void Write(Scalar scalar, Utf8JsonWriter json)
    {
        if (scalar.Style == ScalarStyle.Plain && scalar.Value is "true" or "false")
        {
            json.WriteBooleanValue(scalar.Value == "true");
        }
        else
        {
            json.WriteStringValue(scalar.Value);
        }
    }
}
