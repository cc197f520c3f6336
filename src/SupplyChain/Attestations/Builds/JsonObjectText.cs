using System.Text.Json;

namespace SupplyChain.Attestations.Builds;

/// <summary>Small JSON objects of texts, grouped by one name.</summary>
internal static class JsonObjectText
{
    public static JsonElement Of(IEnumerable<(string Group, (string Name, string? Value)[] Members)> groups)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (group, members) in groups)
            {
                writer.WriteStartObject(group);
                foreach (var (name, value) in members.Where(member => !string.IsNullOrEmpty(member.Value)))
                {
                    writer.WriteString(name, value);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        using var document = JsonDocument.Parse(buffer.ToArray());
        return document.RootElement.Clone();
    }
}
