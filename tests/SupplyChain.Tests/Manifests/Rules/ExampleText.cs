using System.Text.Json.Nodes;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Tests.Manifests.Rules;

/// <summary>The documents of a rule's example, to be changed in one place and written anew.</summary>
internal sealed record ExampleText(JsonArray Documents)
{
    public static ExampleText Of(RuleExample example) =>
        new(new JsonArray([.. YamlFile.Parse("example.yaml", example.Yaml).Documents.Select(document => Node(document.Root))]));

    /// <summary>The documents as YAML, which JSON is.</summary>
    public string Text => string.Concat(Documents.Select(document => $"---\n{document!.ToJsonString()}\n"));

    /// <summary>A copy in which what stands at a place is what stands there in another.</summary>
    public ExampleText With(ExamplePlace place, ExampleText other)
    {
        var copy = (JsonArray)Documents.DeepClone();
        place.Set(copy, place.Get(other.Documents)?.DeepClone());
        return new ExampleText(copy);
    }

    /// <summary>The places in which another differs: as few and as deep as they can be.</summary>
    public IEnumerable<ExamplePlace> Differences(ExampleText other) =>
        Differences(Documents, other.Documents, new ExamplePlace([]));

    private static IEnumerable<ExamplePlace> Differences(JsonNode? left, JsonNode? right, ExamplePlace place) =>
        (left, right) switch
        {
            (JsonObject one, JsonObject two) => one.Select(pair => pair.Key)
                .Union(two.Select(pair => pair.Key))
                .SelectMany(key =>
                    one.ContainsKey(key) && two.ContainsKey(key)
                        ? Differences(one[key], two[key], place.Below(key))
                        : [place.Below(key)]
                ),
            (JsonArray one, JsonArray two) when one.Count == two.Count || place.Steps.Count == 0 => Enumerable
                .Range(0, Math.Max(one.Count, two.Count))
                .SelectMany(index =>
                    index < one.Count && index < two.Count
                        ? Differences(one[index], two[index], place.Below(index))
                        : [place.Below(index)]
                ),
            _ => JsonNode.DeepEquals(left, right) ? [] : [place],
        };

    private static JsonNode? Node(YamlNode node) =>
        node switch
        {
            YamlMapping => new JsonObject(node.Entries.Select(entry => KeyValuePair.Create(entry.Name, Node(entry.Value)))),
            YamlSequence => new JsonArray([.. node.Items.Select(Node)]),
            { IsNull: true } => null,
            { AsBoolean: { } truth } => JsonValue.Create(truth),
            { AsInteger: { } number } => JsonValue.Create(number),
            _ => JsonValue.Create(node.AsString),
        };
}
