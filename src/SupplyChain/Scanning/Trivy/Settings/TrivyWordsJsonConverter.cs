using System.Text.Json;
using System.Text.Json.Serialization;

namespace SupplyChain.Scanning.Trivy.Settings;

/// <summary>Reads and writes values of an enumeration as their names with a small first letter, separated by commas; a fraction of the size of the general one.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
internal sealed class TrivyWordsJsonConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    /// <inheritdoc />
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var words =
            reader.TokenType == JsonTokenType.String ? reader.GetString()!.Split(',', StringSplitOptions.TrimEntries) : [];
        var known = Enum.GetNames<T>().ToDictionary(JsonNamingPolicy.CamelCase.ConvertName, StringComparer.Ordinal);
        return words.Length > 0 && words.All(known.ContainsKey)
            ? Enum.Parse<T>(string.Join(',', words.Select(word => known[word])))
            : throw new JsonException($"expected words of {string.Join(", ", known.Keys)}");
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(string.Join(", ", value.ToString().Split(", ").Select(JsonNamingPolicy.CamelCase.ConvertName)));
}
