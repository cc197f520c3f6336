namespace SupplyChain.Manifests.Linting;

/// <summary>Which rules read which kind, so that a resource meets only those that concern it.</summary>
internal sealed class RuleTable
{
    private readonly Dictionary<string, int[]> byKind;

    /// <param name="rules">The rules.</param>
    /// <param name="resources">The resources that they will be asked for.</param>
    public RuleTable(IReadOnlyList<Rule> rules, IEnumerable<Resource> resources)
    {
        Rules = rules;
        byKind = resources
            .Select(resource => resource.Kind)
            .Distinct(StringComparer.Ordinal)
            .ToDictionary(kind => kind, Readers, StringComparer.Ordinal);
    }

    /// <summary>All rules.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>Indices of the rules that read a kind.</summary>
    public IReadOnlyList<int> For(string kind) => byKind[kind];

    private int[] Readers(string kind) => [.. Enumerable.Range(0, Rules.Count).Where(index => Reads(Rules[index], kind))];

    private static bool Reads(Rule rule, string kind) =>
        rule.Check is not null && (rule.Kinds.Count == 0 || rule.Kinds.Contains(kind));
}
