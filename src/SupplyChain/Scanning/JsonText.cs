using System.Text.Json;

namespace SupplyChain.Scanning;

/// <summary>Reads JSON from outside, where a member may be missing or of another kind than expected.</summary>
internal static class JsonText
{
    /// <summary>Comments and trailing commas as tools leave them; at most 64 levels deep.</summary>
    public static JsonDocumentOptions Lenient { get; } =
        new()
        {
            AllowTrailingCommas = true,
            CommentHandling = JsonCommentHandling.Skip,
            MaxDepth = 64,
        };

    /// <summary>The text of a member; null where the element is no object or the member no text.</summary>
    public static string? Member(JsonElement element, string name) =>
        Child(element, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>A member; null where the element is no object or has none of that name.</summary>
    public static JsonElement? Child(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;

    /// <summary>The elements of an array member; none where there is no such array.</summary>
    public static IEnumerable<JsonElement> Items(JsonElement element, string name) =>
        Child(element, name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    /// <summary>The members of an object member; none where there is no such object.</summary>
    public static IEnumerable<JsonProperty> Members(JsonElement element, string name) =>
        Child(element, name) is { ValueKind: JsonValueKind.Object } value ? value.EnumerateObject() : [];

    /// <summary>The texts of an array member; none where there is no such array, others than text left out.</summary>
    public static IReadOnlyList<string> Texts(JsonElement element, string name) =>
        [.. Items(element, name).Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)];

    /// <summary>The time of a member; null where it is not an RFC 3339 time.</summary>
    public static DateTimeOffset? Time(JsonElement element, string name) =>
        Child(element, name) is { ValueKind: JsonValueKind.String } value && value.TryGetDateTimeOffset(out var time)
            ? time.ToUniversalTime()
            : null;

    /// <summary>Whether a member is <c>true</c>.</summary>
    public static bool Flag(JsonElement element, string name) => Child(element, name) is { ValueKind: JsonValueKind.True };
}
