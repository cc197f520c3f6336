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

    /// <summary>Writes one object in one line.</summary>
    public static byte[] WriteCompact(Action<Utf8JsonWriter> writeMembers)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options with { Indented = false }))
        {
            json.WriteStartObject();
            writeMembers(json);
            json.WriteEndObject();
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

    /// <summary>The name of a program of .NET: that of its file.</summary>
    public static string NameOf(DotnetApplication application)
    {
        var file = application.Location[(application.Location.LastIndexOf('/') + 1)..];
        return file.EndsWith(".runtimeconfig.json", StringComparison.OrdinalIgnoreCase)
            ? file[..^".runtimeconfig.json".Length]
            : file;
    }

    /// <summary>References of what a program of .NET needs: the packages listed beside it, and those of the runtimes it runs on.</summary>
    public static IReadOnlyList<string> NeedsOf(
        DotnetApplication application,
        IEnumerable<(string Reference, Package Package)> components
    )
    {
        var stem = application.Location.EndsWith(".runtimeconfig.json", StringComparison.OrdinalIgnoreCase)
            ? application.Location[..^".runtimeconfig.json".Length] + ".deps.json"
            : application.Location;
        var places = application
            .Runtimes.SelectMany(use => use.RunsOn)
            .Select(runtime => runtime.Location)
            .Append(stem)
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. components
                .Where(component => component.Package.Location is { } location && places.Contains(location))
                .Select(component => component.Reference),
        ];
    }
}
