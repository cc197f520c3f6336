using System.Text.Json;
using System.Text.Json.Serialization;

namespace SupplyChain.Scanning.Trivy.Settings;

/// <summary>Reads and writes a <see cref="TrivyVex"/> as one word or path.</summary>
public sealed class TrivyVexJsonConverter : JsonConverter<TrivyVex>
{
    /// <inheritdoc />
    public override TrivyVex Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: > 0 } text
            ? TrivyVex.Parse(text)
            : throw new JsonException("expected 'repo', 'oci', 'sbom-ref' or a path");

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, TrivyVex value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
