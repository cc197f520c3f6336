using System.Text.Json;
using System.Text.Json.Serialization;

namespace SupplyChain.Images;

/// <summary>Reads and writes a <see cref="Digest"/> as the string it is.</summary>
public sealed class DigestJsonConverter : JsonConverter<Digest>
{
    /// <inheritdoc />
    public override Digest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Digest.TryParse(reader.GetString(), out var digest)
            ? digest
            : throw new JsonException("expected a digest, 'sha256:' and 64 lower-case hexadecimal digits");

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, Digest value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
