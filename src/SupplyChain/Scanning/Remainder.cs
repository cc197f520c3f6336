using System.Text.Json;
using System.Text.Json.Nodes;

namespace SupplyChain.Scanning;

/// <summary>What the report of another scanner says that our model has no place for, so that nothing of it is lost.</summary>
internal sealed class Remainder
{
    // Deeper is not what scanners write, and would not be read back.
    private const int Deepest = 6;

    private readonly HashSet<string> known;
    private readonly HashSet<string> anyName;

    /// <summary>A remainder of one kind of object.</summary>
    /// <param name="known">
    /// Paths that have a place, or are left out on purpose, such as <c>Layer.Digest</c>; lists are no step of their own, and <c>*</c> stands for
    /// every name.
    /// </param>
    public Remainder(params IReadOnlyList<string> known)
    {
        this.known = new HashSet<string>(known, StringComparer.Ordinal);
        anyName = known
            .Where(path => path.Contains('*', StringComparison.Ordinal))
            .Select(path => path[..path.IndexOf('*', StringComparison.Ordinal)])
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The rest of an object, with its texts made plain; null where nothing is left.</summary>
    /// <param name="element">The object.</param>
    /// <param name="kept">Members that are kept all the same, since their place does not hold all that they say.</param>
    public JsonElement? Of(JsonElement element, params IEnumerable<string> kept)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var rest = Rest(element, "", 1);
        foreach (var name in kept)
        {
            if (JsonText.Child(element, name) is { } member && TryTake(member, name, 2, out var whole))
            {
                rest[name] = whole;
            }
        }

        return ToElement(rest);
    }

    /// <summary>An object with one more member; null where neither holds anything.</summary>
    /// <param name="rest">The object.</param>
    /// <param name="name">Name of the member.</param>
    /// <param name="items">The items of the member, a list; it is left out where it holds none.</param>
    public static JsonElement? With(JsonElement? rest, string name, IReadOnlyList<JsonElement> items)
    {
        if (items.Count == 0)
        {
            return rest;
        }

        var whole = rest is { } some ? JsonObject.Create(some)! : [];
        whole[name] = new JsonArray([.. items.Select(item => JsonObject.Create(item))]);
        return ToElement(whole);
    }

    private static JsonElement? ToElement(JsonObject rest)
    {
        if (rest.Count == 0)
        {
            return null;
        }

        using var document = JsonDocument.Parse(rest.ToJsonString());
        return document.RootElement.Clone();
    }

    private JsonObject Rest(JsonElement element, string parent, int depth)
    {
        var rest = new JsonObject();
        foreach (var member in element.EnumerateObject())
        {
            var path = parent + (anyName.Contains(parent) ? "*" : member.Name);
            if (!known.Contains(path) && TryTake(member.Value, path, depth + 1, out var value))
            {
                rest[Plain.Text(member.Name)] = value;
            }
        }

        return rest;
    }

    private bool TryTake(JsonElement element, string path, int depth, out JsonNode? rest)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object when depth <= Deepest:
                var members = Rest(element, path + ".", depth);
                rest = members;
                return members.Count > 0;
            case JsonValueKind.Array when depth <= Deepest:
                var items = new JsonArray();
                var any = false;
                foreach (var item in element.EnumerateArray())
                {
                    var taken = TryTake(item, path, depth + 1, out var value);
                    items.Add(taken ? value : new JsonObject());
                    any |= taken;
                }

                rest = items;
                return any;
            case JsonValueKind.Object or JsonValueKind.Array:
                rest = JsonValue.Create(Plain.Lines(element.GetRawText()));
                return true;
            case JsonValueKind.String:
                rest = JsonValue.Create(Plain.Lines(element.GetString()!));
                return true;
            default:
                rest = JsonValue.Create(element);
                return true;
        }
    }
}
