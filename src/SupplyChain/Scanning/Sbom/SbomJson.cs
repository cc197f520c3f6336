using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SupplyChain.Scanning.Sbom;

/// <summary>What both formats of SBOM share in their JSON.</summary>
internal static class SbomJson
{
    /// <summary>Name of the program that writes SBOMs.</summary>
    public const string ToolName = "supplychain";

    /// <summary>Readable, with the same line ends everywhere.</summary>
    public static JsonWriterOptions Options { get; } =
        new()
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Indented = true,
            IndentSize = 2,
            NewLine = "\n",
        };

    /// <summary>Runs the writing of one document.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            write(json);
        }

        return stream.ToArray();
    }

    /// <summary>A time in whole seconds, as both specifications have it.</summary>
    public static string Time(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Writes an array of objects.</summary>
    public static void Array<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> writeMembers)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            writeMembers(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
