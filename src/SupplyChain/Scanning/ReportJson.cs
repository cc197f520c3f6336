using System.Text.Json;

namespace SupplyChain.Scanning;

/// <summary>Reads members of a scanner's report so that what has another shape than expected is an error and never silence.</summary>
internal static class ReportJson
{
    /// <summary>The objects of an array; none where the member is absent or null.</summary>
    /// <exception cref="FormatException">The member is something else.</exception>
    public static IEnumerable<JsonElement> Objects(JsonElement element, string name)
    {
        var member = JsonText.Child(element, name);
        if (member is null or { ValueKind: JsonValueKind.Null })
        {
            return [];
        }

        return IsListOfObjects(member.Value)
            ? member.Value.EnumerateArray()
            : throw new FormatException($"'{name}' is not a list of objects");
    }

    /// <summary>The objects of an array.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static IEnumerable<JsonElement> Objects(JsonElement array) =>
        IsListOfObjects(array) ? array.EnumerateArray() : throw new FormatException("it is not a list of objects");

    /// <summary>An object of an object.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static JsonElement Child(JsonElement element, string name) =>
        JsonText.Child(element, name) is { ValueKind: JsonValueKind.Object } child
            ? child
            : throw new FormatException($"an object has no '{Plain.Text(name)}'");

    /// <summary>The text of a member.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static string Required(JsonElement element, string name) =>
        Optional(element, name) ?? throw new FormatException($"an object has no '{name}'");

    /// <summary>The text of a member, or null.</summary>
    public static string? Optional(JsonElement element, string name) => Plain.OrNull(JsonText.Member(element, name));

    /// <summary>A number; null where there is none.</summary>
    public static double? Real(JsonElement element, string name) =>
        JsonText.Child(element, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var number)
            ? number
            : null;

    /// <summary>A number from 1, such as a line; null where there is none.</summary>
    public static int? Line(JsonElement element, string name) =>
        JsonText.Child(element, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var line) && line > 0
            ? line
            : null;

    /// <summary>A number as text, as epochs are.</summary>
    public static string? Number(JsonElement element, string name) =>
        JsonText.Child(element, name) is { ValueKind: JsonValueKind.Number } value ? value.GetRawText() : null;

    private static bool IsListOfObjects(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array && element.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object);
}
