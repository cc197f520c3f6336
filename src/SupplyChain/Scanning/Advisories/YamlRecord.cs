using System.Text;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace SupplyChain.Scanning.Advisories;

/// <summary>Turns a record in YAML into the same record in JSON: all its values are text, but for those that are null.</summary>
internal static class YamlRecord
{
    private const int Deepest = 64;

    /// <summary>Turns the first document into JSON.</summary>
    /// <param name="yaml">UTF-8 text.</param>
    /// <exception cref="FormatException">It is not YAML, is nested more than 64 levels, or has aliases.</exception>
    public static ReadOnlyMemory<byte> ToJson(ReadOnlyMemory<byte> yaml)
    {
        var json = new MemoryStream();
        using var writer = new Utf8JsonWriter(json);
        try
        {
            var parser = new Parser(new StringReader(Encoding.UTF8.GetString(yaml.Span)));
            _ = parser.Consume<StreamStart>();
            _ = parser.Consume<DocumentStart>();
            Write(parser, writer, depth: 0);
        }
        catch (YamlException exception)
        {
            throw new FormatException($"it is not valid YAML at line {exception.Start.Line}", exception);
        }

        writer.Flush();
        return json.ToArray();
    }

    private static void Write(IParser parser, Utf8JsonWriter writer, int depth)
    {
        if (depth > Deepest)
        {
            throw new FormatException($"it is nested more than {Deepest} levels");
        }

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            WriteScalar(scalar, writer);
        }
        else if (parser.TryConsume<SequenceStart>(out _))
        {
            writer.WriteStartArray();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                Write(parser, writer, depth + 1);
            }

            writer.WriteEndArray();
        }
        else if (parser.TryConsume<MappingStart>(out _))
        {
            writer.WriteStartObject();
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                writer.WritePropertyName(parser.Consume<Scalar>().Value);
                Write(parser, writer, depth + 1);
            }

            writer.WriteEndObject();
        }
        else
        {
            throw new FormatException("it has an alias, which advisories have no use for");
        }
    }

    private static void WriteScalar(Scalar scalar, Utf8JsonWriter writer)
    {
        if (scalar is { Style: ScalarStyle.Plain, Value: "" or "~" or "null" })
        {
            writer.WriteNullValue();
        }
        else
        {
            writer.WriteStringValue(scalar.Value);
        }
    }
}
