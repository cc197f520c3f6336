using System.Text.Json;
using System.Text.Json.Serialization;

namespace SupplyChain.Scanning;

/// <summary>Reads and writes a <see cref="Severity"/> as a lower-case word; a word it does not know is <c>unknown</c>.</summary>
internal sealed class SeverityJsonConverter : JsonConverter<Severity>
{
    /// <inheritdoc />
    public override Severity Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? SeverityWords.Parse(reader.GetString())
            : throw new JsonException("expected a severity");

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, Severity value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Word());
}
