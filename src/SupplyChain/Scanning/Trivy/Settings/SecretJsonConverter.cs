using System.Text.Json;
using System.Text.Json.Serialization;

namespace SupplyChain.Scanning.Trivy.Settings;

/// <summary>Keeps secrets out of files of settings: refuses to read one, and writes none.</summary>
/// <typeparam name="T">Type of the setting.</typeparam>
internal sealed class SecretJsonConverter<T> : JsonConverter<T>
{
    /// <inheritdoc />
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new JsonException("a secret does not belong in a file; give it by the environment");

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteNullValue();
}
