using System.Text.Encodings.Web;
using System.Text.Json;

namespace SupplyChain.Reports;

/// <summary>Writes JSON documents as all reports are: indented, characters as they are, a line feed at the end.</summary>
public static class JsonDocumentWriter
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
        NewLine = "\n",
    };

    /// <summary>Writes one object.</summary>
    /// <param name="output">Where to; stays open.</param>
    /// <param name="schema">Value of its first member, <c>schema</c>; null for none.</param>
    /// <param name="writeMembers">Writes the other members.</param>
    public static void Write(Stream output, string? schema, Action<Utf8JsonWriter> writeMembers)
    {
        using var writer = new Utf8JsonWriter(output, Options);
        writer.WriteStartObject();
        if (schema is not null)
        {
            writer.WriteString("schema", schema);
        }

        writeMembers(writer);
        writer.WriteEndObject();
        writer.Flush();
        output.WriteByte((byte)'\n');
    }

    /// <summary>Writes a member that is a list of objects.</summary>
    /// <param name="writer">Writes the object.</param>
    /// <param name="name">Name of the member.</param>
    /// <param name="items">What the list holds.</param>
    /// <param name="writeMembers">Writes the members of one of its objects.</param>
    public static void WriteList<T>(this Utf8JsonWriter writer, string name, IEnumerable<T> items, Action<T> writeMembers)
    {
        writer.WriteStartArray(name);
        foreach (var item in items)
        {
            writer.WriteStartObject();
            writeMembers(item);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
