namespace SupplyChain.Manifests.Rules.Access;

/// <summary>Something a role can grant that is as good as more than it says.</summary>
/// <param name="Id">The rule's id.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Group">API group of the resources.</param>
/// <param name="Resources">The resources, any of which counts.</param>
/// <param name="Verbs">The verbs, any of which counts.</param>
/// <param name="Means">What the subject can do with it, to follow "The role lets its subjects".</param>
/// <param name="Aliases">Names given by other tools, parted by blanks.</param>
internal sealed record Grant(
    string Id,
    Severity Severity,
    string Group,
    string[] Resources,
    string[] Verbs,
    string Means,
    string Aliases
);
