using SupplyChain.Images;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Model;

namespace SupplyChain.Manifests.Rules.Access;

/// <summary>The rule on cluster roles that flow into others.</summary>
internal static class AggregationRule
{
    private const string Label = "rbac.authorization.k8s.io/aggregate-to-";

    public static Rule Rule { get; } =
        new()
        {
            Id = "rbac-aggregation",
            Title = "No role grows by more than its name says",
            Reason = "What flows into 'view' or 'edit' is given to everyone who has it, in every namespace, without a binding.",
            Area = HardeningArea.Access,
            Severity = Severity.High,
            Remedy = "Remove the label and bind the role, or write a selector that names one label.",
            Kinds = ["ClusterRole"],
            Check = (role, _) =>
                role.Group == RbacRule.Group && !RbacRule.IsDefault(role) ? [.. Selectors(role), .. Labels(role)] : [],
            Bad = Example("aggregate-to-view: \"true\" # here", "get, list"),
            Good = Example("aggregate-to-view: \"false\"", "get, list"),
        };

    private static IEnumerable<Violation> Selectors(Resource role) =>
        from selector in role.Root["aggregationRule"]?.List("clusterRoleSelectors") ?? []
        where selector["matchLabels"]?.Entries is not { Count: > 0 } && selector.List("matchExpressions").Count == 0
        select new Violation(
            role,
            selector,
            "The selector is empty, so that the rules of every cluster role flow into this one."
        );

    /// <summary>'edit' and 'admin' hold secrets and shells anyway, and only what goes beyond that is more.</summary>
    private static IEnumerable<Violation> Labels(Resource role) =>
        from label in role.Root.At("metadata", "labels")?.Entries ?? []
        where label.Value.AsString == "true" && label.Name is Label + "view" or Label + "edit"
        let least = label.Name == Label + "view" ? Severity.High : Severity.Critical
        let grant = Grants.Table.FirstOrDefault(grant => grant.Severity >= least && RbacRule.Of(role).Any(grant.IsGivenBy))
        where grant is not null
        select new Violation(
            role,
            label.Value,
            $"Everyone with the role {Printable.Quote(label.Name[Label.Length..])} can {grant.Means} through this one."
        );

    private static RuleExample Example(string label, string verbs) =>
        RbacExample.ClusterRole("", "[secrets]", $"[{verbs}]", $"rbac.authorization.k8s.io/{label}");
}
