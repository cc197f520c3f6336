using System.Text.Json;

namespace SupplyChain.Scanning.Advisories;

/// <summary>Lists of an OSV record: they may be missing or null, but are never of another kind, since then what they say would be lost.</summary>
internal static class OsvJson
{
    /// <summary>The objects of a list.</summary>
    /// <exception cref="InvalidDataException">It is no list of objects; the message is the rest of a sentence.</exception>
    public static List<JsonElement> Objects(JsonElement element, string name) =>
        Items(element, name, JsonValueKind.Object, "objects");

    /// <summary>The texts of a list, made plain.</summary>
    /// <exception cref="InvalidDataException">It is no list of texts; the message is the rest of a sentence.</exception>
    public static IReadOnlyList<string> Texts(JsonElement element, string name) =>
        [.. Items(element, name, JsonValueKind.String, "texts").Select(item => Plain.Text(item.GetString()!))];

    private static List<JsonElement> Items(JsonElement element, string name, JsonValueKind kind, string kinds) =>
        JsonText.Child(element, name) is not { ValueKind: not JsonValueKind.Null } value ? []
        : value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == kind)
            ? [.. value.EnumerateArray()]
        : throw new InvalidDataException($"its '{name}' is not a list of {kinds}");
}
