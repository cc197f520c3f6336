using System.Text.Encodings.Web;
using System.Text.Json;

namespace SupplyChain.Cli.Terminal;

/// <summary>Writes a list of objects as JSON with a schema.</summary>
internal static class JsonListing
{
    /// <summary>Writes <c>{ "schema": "supplychain.VERB/v1", "NAME": [ … ] }</c>.</summary>
    /// <param name="output">Where to; stays open.</param>
    /// <param name="verb">The command.</param>
    /// <param name="name">Name of the list.</param>
    /// <param name="items">The items.</param>
    /// <param name="write">Writes the members of one.</param>
    public static void Write<T>(Stream output, string verb, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        var options = new JsonWriterOptions
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Indented = true,
            NewLine = "\n",
        };
        using var writer = new Utf8JsonWriter(output, options);
        writer.WriteStartObject();
        writer.WriteString("schema", $"supplychain.{verb}/v1");
        writer.WriteStartArray(name);
        foreach (var item in items)
        {
            writer.WriteStartObject();
            write(writer, item);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        output.WriteByte((byte)'\n');
    }
}
