using System.Text.Json.Nodes;

namespace SupplyChain.Tests.Manifests.Rules;

/// <summary>A place in the documents of an example: keys and indices, the document's first.</summary>
internal sealed record ExamplePlace(IReadOnlyList<object> Steps)
{
    public ExamplePlace Below(object step) => new([.. Steps, step]);

    /// <summary>What stands there; null where nothing does.</summary>
    public JsonNode? Get(JsonArray documents) => Steps.Aggregate((JsonNode?)documents, Child);

    /// <summary>Puts something there, or takes away what stands there.</summary>
    public void Set(JsonArray documents, JsonNode? value)
    {
        var parent = new ExamplePlace([.. Steps.SkipLast(1)]).Get(documents);
        switch (parent, Steps[^1])
        {
            case (JsonObject mapping, string key) when value is null:
                mapping.Remove(key);
                break;
            case (JsonObject mapping, string key):
                mapping[key] = value;
                break;
            case (JsonArray list, int index) when value is null:
                list.RemoveAt(index);
                break;
            case (JsonArray list, int index) when index < list.Count:
                list[index] = value;
                break;
            case (JsonArray list, int):
                list.Add(value);
                break;
            default:
                throw new InvalidOperationException($"Nothing stands above {this}.");
        }
    }

    public override string ToString() => string.Join('.', Steps);

    private static JsonNode? Child(JsonNode? node, object step) =>
        (node, step) switch
        {
            (JsonObject mapping, string key) => mapping[key],
            (JsonArray list, int index) => index < list.Count ? list[index] : null,
            _ => null,
        };
}
