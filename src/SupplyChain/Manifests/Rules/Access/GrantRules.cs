using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Model;

namespace SupplyChain.Manifests.Rules.Access;

/// <summary>The table of grants, as rules on roles. What a role gives by wildcards is told by the rules on wildcards.</summary>
internal static class GrantRules
{
    public static IEnumerable<Rule> All() => Grants.Table.Select(ToRule);

    private static Rule ToRule(Grant grant) =>
        new()
        {
            Id = grant.Id,
            Title = $"Few roles let their subjects {grant.Means}",
            Reason = $"Who holds such a role can {grant.Means}.",
            Area = HardeningArea.Access,
            Severity = grant.Severity,
            Remedy = "Remove the resource or the verb from the role, or limit it to named objects with 'resourceNames'.",
            Aliases = grant.Aliases.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            Kinds = ["Role", "ClusterRole"],
            Check = (role, _) => Violations(grant, role),
            Bad = Example(grant, " # here", string.Join(", ", grant.Verbs)),
            Good = Example(grant, "", "use"),
        };

    private static IEnumerable<Violation> Violations(Grant grant, Resource role) =>
        from rule in grant.InSystemAlone && role.Kind == "Role" && role.EffectiveNamespace != "kube-system"
            ? []
            : RbacRule.Of(role)
        where !rule.IsLimitedByName || rule.Has("resourceNames", grant.Names)
        let granted = grant
            .Targets.Select(target => rule.Grants(target.Group, target.Resources, grant.Verbs))
            .FirstOrDefault(node => node is not null)
        where granted is not null
        select new Violation(role, granted, $"The role lets its subjects {grant.Means} ('{granted.AsString}').");

    private static RuleExample Example(Grant grant, string mark, string verbs) =>
        RbacExample.ClusterRole(grant.Targets[0].Group, $"[{grant.Targets[0].Resources[0]}]{mark}", $"[{verbs}]");
}
