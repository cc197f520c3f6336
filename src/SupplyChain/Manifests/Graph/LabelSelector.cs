using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Graph;

/// <summary>
/// A label selector with <c>matchLabels</c> and <c>matchExpressions</c> (Kubernetes API conventions, LabelSelector): all
/// requirements must hold, and none at all selects everything.
/// </summary>
internal sealed class LabelSelector
{
    private readonly List<Requirement> requirements = [];

    private LabelSelector() { }

    /// <summary>Whether it selects everything.</summary>
    public bool IsEmpty => requirements.Count == 0;

    /// <summary>Reads a selector; what is missing selects everything, which is right for fields that must be present.</summary>
    /// <param name="node">The selector, or null.</param>
    /// <param name="keyOf">Turns a key of the selector into a label's; the key itself unless given.</param>
    public static LabelSelector Read(YamlNode? node, Func<string, string>? keyOf = null)
    {
        var selector = new LabelSelector();
        foreach (var entry in node?["matchLabels"]?.Entries ?? [])
        {
            selector.requirements.Add(new Requirement(Key(entry.Name), "In", [entry.Value.AsString ?? ""]));
        }

        foreach (var expression in node?.List("matchExpressions") ?? [])
        {
            var values = expression.List("values").Select(value => value.AsString ?? "");
            selector.requirements.Add(
                new Requirement(Key(expression.Text("key") ?? ""), expression.Text("operator") ?? "", [.. values])
            );
        }

        return selector;

        string Key(string name) => keyOf is null ? name : keyOf(name);
    }

    /// <summary>Whether it selects something with these labels.</summary>
    /// <param name="label">The value of a label; null where it is not set.</param>
    public bool Matches(Func<string, string?> label) =>
        requirements.TrueForAll(requirement => requirement.Holds(label(requirement.Key)));

    private sealed record Requirement(string Key, string Operator, IReadOnlyList<string> Values)
    {
        /// <summary>An operator that does not exist holds for nothing; the API server refuses the whole object.</summary>
        public bool Holds(string? value) =>
            Operator switch
            {
                "In" => value is not null && Values.Contains(value, StringComparer.Ordinal),
                "NotIn" => value is null || !Values.Contains(value, StringComparer.Ordinal),
                "Exists" => value is not null,
                "DoesNotExist" => value is null,
                _ => false,
            };
    }
}
