using System.Buffers;
using System.Text;
using System.Text.Json;
using Tomlyn;
using Tomlyn.Parsing;

namespace SupplyChain.Scanning.Catalogue.Formats;

/// <summary>TOML as JSON, so that lock files of either kind are read alike.</summary>
internal static class TomlJson
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
                Convert(TomlParser.Create(Encoding.UTF8.GetString(content.Span)), json);
            }
            // The parser lets out of itself what an escape of half a character pair makes.
            catch (Exception malformed) when (malformed is TomlException or InvalidOperationException or ArgumentException)
            {
                throw new InvalidDataException("it is not valid TOML", malformed);
            }
        }

        return JsonDocument.Parse(buffer.WrittenMemory, JsonText.Lenient);
    }

    private static void Convert(TomlParser toml, Utf8JsonWriter json)
    {
        var names = new Stack<HashSet<string>>();
        while (toml.MoveNext())
        {
            switch (toml.Current.Kind)
            {
                case TomlParseEventKind.StartTable:
                    names.Push(new HashSet<string>(StringComparer.Ordinal));
                    json.WriteStartObject();
                    break;
                case TomlParseEventKind.EndTable:
                    names.Pop();
                    json.WriteEndObject();
                    break;
                case TomlParseEventKind.StartArray:
                    json.WriteStartArray();
                    break;
                case TomlParseEventKind.EndArray:
                    json.WriteEndArray();
                    break;
                case TomlParseEventKind.PropertyName:
                    // The second of two lists of packages would hide the first.
                    json.WritePropertyName(
                        names.Peek().Add(toml.GetPropertyName())
                            ? toml.GetPropertyName()
                            : throw new InvalidDataException("it has the same table in two places")
                    );
                    break;
                case TomlParseEventKind.String:
                    json.WriteStringValue(toml.GetString());
                    break;
                case TomlParseEventKind.Boolean:
                    json.WriteBooleanValue(toml.Current.GetBoolean());
                    break;
                case TomlParseEventKind.Integer or TomlParseEventKind.Float or TomlParseEventKind.DateTime:
                    // No lock file says anything in them that matters here.
                    json.WriteNullValue();
                    break;
            }

            if (json.CurrentDepth > Deepest)
            {
                throw new InvalidDataException("it is nested too deeply");
            }
        }
    }
}
