namespace SupplyChain.Manifests.Linting;

/// <summary>Which rules read which kind, so that a resource meets only those that concern it.</summary>
internal sealed class RuleTable(IReadOnlyList<Rule> rules)
{
    private readonly Dictionary<string, Rule[]> byKind = new(StringComparer.Ordinal);

    public IReadOnlyList<Rule> For(string kind)
    {
        if (!byKind.TryGetValue(kind, out var found))
        {
            found = [.. rules.Where(rule => rule.Check is not null && (rule.Kinds.Count == 0 || rule.Kinds.Contains(kind)))];
            byKind[kind] = found;
        }

        return found;
    }
}
