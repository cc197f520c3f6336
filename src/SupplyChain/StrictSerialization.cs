using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SupplyChain;

/// <summary>How JSON of our own types is read and written: nothing twice, nothing required left out, absent members not written.</summary>
internal static class StrictSerialization
{
    /// <summary>Options for a document in a file: indented by two spaces, lines ended by a line feed on every system.</summary>
    /// <param name="unknown">What happens with members that the type does not have.</param>
    /// <param name="converters">Converters of its values.</param>
    public static JsonSerializerOptions Document(JsonUnmappedMemberHandling unknown, params IEnumerable<JsonConverter> converters)
    {
        var options = Compact(maximumDepth: 16, converters);
        options.IndentSize = 2;
        options.NewLine = "\n";
        options.WriteIndented = true;
        options.UnmappedMemberHandling = unknown;
        return options;
    }

    /// <summary>Options for a part of a signed document: without white space.</summary>
    /// <param name="maximumDepth">Most objects and lists within each other.</param>
    /// <param name="converters">Converters of its values.</param>
    public static JsonSerializerOptions Compact(int maximumDepth, params IEnumerable<JsonConverter> converters)
    {
        var options = new JsonSerializerOptions
        {
            AllowDuplicateProperties = false,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            MaxDepth = maximumDepth,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
        };
        foreach (var converter in converters)
        {
            options.Converters.Add(converter);
        }

        return options;
    }
}
