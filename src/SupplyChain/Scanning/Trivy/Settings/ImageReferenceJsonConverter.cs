using System.Text.Json;
using System.Text.Json.Serialization;
using SupplyChain.Images;

namespace SupplyChain.Scanning.Trivy.Settings;

/// <summary>Reads and writes an <see cref="ImageReference"/> as text.</summary>
internal sealed class ImageReferenceJsonConverter : JsonConverter<ImageReference>
{
    /// <inheritdoc />
    public override ImageReference Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && ImageReference.TryParse(reader.GetString(), out var reference)
            ? reference
            : throw new JsonException("expected an image reference");

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, ImageReference value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
