using SupplyChain.Manifests.Model;

namespace SupplyChain.Manifests.Rules.Access;

/// <summary>Something a role can grant that is as good as more than it says.</summary>
/// <param name="Id">The rule's id.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Targets">API groups and their resources, any of which counts.</param>
/// <param name="Verbs">The verbs, any of which counts.</param>
/// <param name="Means">What the subject can do with it, to follow "The role lets its subjects".</param>
/// <param name="Aliases">Names given by other tools, parted by blanks.</param>
internal sealed record Grant(
    string Id,
    Severity Severity,
    (string Group, string[] Resources)[] Targets,
    string[] Verbs,
    string Means,
    string Aliases
)
{
    /// <summary>Whether who holds it in the whole cluster, or in kube-system, can make that cluster their own.</summary>
    public bool TakesCluster { get; init; }

    /// <summary>Whether it only matters in kube-system, and so in roles of that namespace and in cluster roles.</summary>
    public bool InSystemAlone { get; init; }

    /// <summary>Names of objects that matter by themselves, where a role is limited to some names.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Whether a rule grants it, wildcards included.</summary>
    public bool IsGivenBy(RbacRule rule) =>
        Targets.Any(target =>
            target.Resources.Any(resource => Verbs.Any(verb => rule.Allows(new AccessRequest(verb, target.Group, resource))))
        );
}
