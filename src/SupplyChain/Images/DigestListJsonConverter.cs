using System.Text.Json;
using System.Text.Json.Serialization;

namespace SupplyChain.Images;

/// <summary>Reads and writes a list of digests as the strings they are.</summary>
public sealed class DigestListJsonConverter : JsonConverter<IReadOnlyList<Digest>>
{
    private static readonly DigestJsonConverter Item = new();

    /// <inheritdoc />
    public override IReadOnlyList<Digest> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("expected a list of digests");
        }

        var digests = new List<Digest>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            digests.Add(Item.Read(ref reader, typeof(Digest), options));
        }

        return digests;
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, IReadOnlyList<Digest> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var digest in value)
        {
            Item.Write(writer, digest, options);
        }

        writer.WriteEndArray();
    }
}
