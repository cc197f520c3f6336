using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Model;

namespace SupplyChain.Manifests.Rules.Access;

/// <summary>Rules on <c>*</c> in roles. Wildcards within a project's own API groups are its own business and left alone.</summary>
internal static class WildcardRules
{
    private static readonly string[] Kinds = ["Role", "ClusterRole"];

    public static IEnumerable<Rule> All { get; } =
    [
        new()
        {
            Id = "rbac-star-star",
            Title = "No role allows everything",
            Reason = "All verbs on all resources include reading every secret and granting oneself more.",
            Area = HardeningArea.Access,
            Severity = Severity.Critical,
            Remedy = "List the verbs and resources that are needed.",
            Aliases = ["KSV-0044", "CIS-5.1.3"],
            Kinds = Kinds,
            Check = (role, _) =>
                from rule in RbacRule.Of(role)
                where rule.AllVerbs && rule.AllResources && rule.InKubernetesGroups
                select new Violation(role, rule.Node["resources"]!, "The role allows every verb on every resource."),
            Bad = Example("apiGroups: [\"*\"]", "resources: [\"*\"] # here", "verbs: [\"*\"]"),
            Good = Example("apiGroups: [\"\"]", "resources: [pods]", "verbs: [get, list]"),
        },
        new()
        {
            Id = "rbac-star-verb",
            Title = "No role allows every verb",
            Reason = "All verbs include those added later, and escalate, bind and impersonate where they exist.",
            Area = HardeningArea.Access,
            Severity = Severity.High,
            Remedy = "List the verbs that are needed.",
            Aliases = ["KSV-0045", "CKV_K8S_49", "CIS-5.1.3"],
            Kinds = Kinds,
            Check = (role, _) =>
                from rule in RbacRule.Of(role)
                where rule.AllVerbs && !rule.AllResources && rule.InKubernetesGroups && rule.Node["resources"] is not null
                select new Violation(role, rule.Node["verbs"]!, "The role allows every verb."),
            Bad = Example("apiGroups: [apps]", "resources: [deployments]", "verbs: [\"*\"] # here"),
            Good = Example("apiGroups: [apps]", "resources: [deployments]", "verbs: [get, patch]"),
        },
        new()
        {
            Id = "rbac-star-resource",
            Title = "No role covers every resource",
            Reason = "All resources include secrets and kinds added later.",
            Area = HardeningArea.Access,
            Severity = Severity.High,
            Remedy = "List the resources that are needed.",
            Aliases = ["KSV-0046", "KSV-0112", "CIS-5.1.3"],
            Kinds = Kinds,
            Check = (role, _) =>
                from rule in RbacRule.Of(role)
                where rule.AllResources && !rule.AllVerbs && rule.InKubernetesGroups
                select new Violation(role, rule.Node["resources"]!, "The role covers every resource."),
            Bad = Example("apiGroups: [\"\"]", "resources: [\"*\"] # here", "verbs: [get]"),
            Good = Example("apiGroups: [monitoring.coreos.com]", "resources: [\"*\"]", "verbs: [get]"),
        },
        new()
        {
            Id = "rbac-star-group",
            Title = "No role covers every API group",
            Reason = "All groups include those of extensions that are installed later.",
            Area = HardeningArea.Access,
            Severity = Severity.High,
            Remedy = "List the API groups that are needed.",
            Aliases = ["CIS-5.1.3"],
            Kinds = Kinds,
            Check = (role, _) =>
                from rule in RbacRule.Of(role)
                where
                    rule.Has("apiGroups", "*")
                    && !(rule.AllVerbs && rule.AllResources)
                    // Subresources such as '*/scale' do the same in every group.
                    && !rule.Node.List("resources").All(name => name.AsString?.StartsWith("*/", StringComparison.Ordinal) == true)
                select new Violation(role, rule.Node["apiGroups"]!, "The role covers every API group."),
            Bad = Example("apiGroups: [\"*\"] # here", "resources: [deployments]", "verbs: [get]"),
            Good = Example("apiGroups: [\"*\"]", "resources: [\"*/scale\"]", "verbs: [get, update]"),
        },
        new()
        {
            Id = "rbac-nonresource-star",
            Title = "No role covers every URL",
            Reason = "All URLs include profiles, logs of nodes and paths of extensions.",
            Area = HardeningArea.Access,
            Severity = Severity.Medium,
            Remedy = "List the URLs that are needed.",
            Kinds = Kinds,
            Check = (role, _) =>
                from rule in RbacRule.Of(role)
                from url in rule.Node.List("nonResourceURLs")
                where url.AsString is "*" or "/*"
                select new Violation(role, url, "The role covers every URL."),
            Bad = Example("nonResourceURLs: [\"*\"] # here", "apiGroups: []", "verbs: [get]"),
            Good = Example("nonResourceURLs: [/metrics]", "apiGroups: []", "verbs: [get]"),
        },
    ];

    private static RuleExample Example(string groups, string resources, string verbs) =>
        new(
            $"""
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata:
              name: api
              namespace: shop
            rules:
            - {groups}
              {resources}
              {verbs}

            """
        );
}
