using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Gate.Policies;

/// <summary>A node of a policy file, or two of them merged, with the place and path it is known by in messages.</summary>
internal sealed class PolicyNode
{
    private PolicyNode(YamlNode at, string path) => (At, Path) = (at, path);

    /// <summary>The node of the file; of two merged ones, the one that extends.</summary>
    public YamlNode At { get; }

    /// <summary>Path from the root, such as <c>environments.prod.images[0]</c>; empty for the root.</summary>
    public string Path { get; }

    /// <summary>The members of a mapping by key; null for anything else.</summary>
    public IReadOnlyDictionary<string, PolicyMember>? Members { get; private init; }

    /// <summary>The items of a sequence; null for anything else.</summary>
    public IReadOnlyList<PolicyNode>? Items { get; private init; }

    public static PolicyNode Of(YamlNode node, string path = "") =>
        node switch
        {
            YamlMapping => new PolicyNode(node, path)
            {
                Members = node
                    .Entries.DistinctBy(entry => entry.Key.Value)
                    .ToDictionary(
                        entry => entry.Key.Value,
                        entry => new PolicyMember(entry.Key, Of(entry.Value, Join(path, entry.Key.Value))),
                        StringComparer.Ordinal
                    ),
            },
            YamlSequence => new PolicyNode(node, path)
            {
                Items = [.. node.Items.Select((item, index) => Of(item, FormattableString.Invariant($"{path}[{index}]")))],
            },
            _ => new PolicyNode(node, path),
        };

    /// <summary>This node with what <paramref name="child"/> says put over it: maps are merged at every depth, all else is replaced.</summary>
    public PolicyNode With(PolicyNode child)
    {
        if (Members is null || child.Members is null)
        {
            return child;
        }

        var merged = new Dictionary<string, PolicyMember>(Members, StringComparer.Ordinal);
        foreach (var (key, member) in child.Members)
        {
            merged[key] = merged.TryGetValue(key, out var own) ? member with { Value = own.Value.With(member.Value) } : member;
        }

        return new PolicyNode(child.At, child.Path) { Members = merged };
    }

    private static string Join(string path, string key)
    {
        const int longestKey = 64;
        var shown = key.Length > longestKey ? key[..longestKey] : key;
        return path.Length == 0 ? shown : $"{path}.{shown}";
    }
}
