using SupplyChain.Images;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Rules.Pods;

/// <summary>Rules on Kyverno's policies and exceptions (kyverno.io/docs).</summary>
internal static class KyvernoRules
{
    private static readonly string[] NameLists = ["names", "namespaces"];
    private static readonly string[] Selectors = ["selector", "namespaceSelector", "annotations"];

    private const string Group = "kyverno.io";

    private static readonly string[] Kinds = ["ClusterPolicy", "Policy"];

    public static IEnumerable<Rule> All { get; } =
    [
        new()
        {
            Id = "kyverno-audit",
            Title = "Kyverno's policies refuse what breaks them",
            Reason = "Audit, the default, writes a report and lets the object in.",
            Area = HardeningArea.Pods,
            Severity = Severity.Medium,
            Remedy = "Set 'validate.failureAction: Enforce' once nothing breaks the rule any more.",
            Kinds = [.. Kinds, "ValidatingPolicy"],
            Concerns = (policy, _) => policy.Group is Group or "policies.kyverno.io",
            Check = (policy, _) => policy.Kind == "ValidatingPolicy" ? [.. Lenient(policy)] : [.. Audited(policy)],
            Bad = Policy("failureAction: Audit # here", "clusterRoles: [shop-ops]"),
            Good = Policy("failureAction: Enforce", "clusterRoles: [shop-ops]"),
        },
        new()
        {
            Id = "kyverno-fail-open",
            Title = "Kyverno refuses when it cannot judge",
            Reason = "With 'Ignore' whoever stops or overloads Kyverno gets everything in.",
            Area = HardeningArea.Pods,
            Severity = Severity.Medium,
            Remedy = "Remove 'failurePolicy: Ignore'.",
            Kinds = Kinds,
            Concerns = (policy, _) => policy.Group == Group,
            Check = (policy, _) =>
                policy.Group == Group
                && (policy.Spec?["failurePolicy"] ?? policy.Spec?.At("webhookConfiguration", "failurePolicy"))
                    is { AsString: "Ignore" } field
                    ? [new Violation(policy, field, "Objects get in unjudged while Kyverno is down.")]
                    : [],
            Bad = Policy("failureAction: Enforce", "clusterRoles: [shop-ops]")
                .With("rules:", "failurePolicy: Ignore # here\n  rules:"),
            Good = Policy("failureAction: Enforce", "clusterRoles: [shop-ops]"),
        },
        new()
        {
            Id = "kyverno-exclude-wide",
            Title = "No Kyverno rule leaves out more than it judges",
            Reason = "An exclusion by '*' or by a common role switches the rule off for most who matter.",
            Area = HardeningArea.Pods,
            Severity = Severity.High,
            Remedy = "Name the objects, namespaces or subjects that are left out.",
            Kinds = Kinds,
            Concerns = (policy, _) => policy.Group == Group,
            Check = (policy, _) =>
                from rule in Rules(policy)
                from filter in Filters(rule["exclude"])
                let wide = Wide(filter) ?? Common(filter)
                where wide is not null
                select new Violation(policy, wide, $"The exclusion switches the rule {Named(rule)} off for nearly everything."),
            Bad = Policy("failureAction: Enforce", "clusterRoles: [cluster-admin] # here"),
            Good = Policy("failureAction: Enforce", "clusterRoles: [shop-ops]"),
        },
        new()
        {
            Id = "kyverno-exception-wide",
            Title = "Every exception names what it is for",
            Reason = "An exception for everything switches its rules off, for objects made later too.",
            Area = HardeningArea.Pods,
            Severity = Severity.High,
            Remedy = "Name in 'match' the namespace and the object that need the exception.",
            Kinds = ["PolicyException"],
            Check = (exception, _) =>
                from filter in exception.Group == Group ? Filters(exception.Spec?["match"]) : []
                let wide = Wide(filter)
                where wide is not null
                select new Violation(exception, wide, "The exception holds for every object of its kinds."),
            Bad = Exception("kinds: [Pod] # here"),
            Good = Exception("kinds: [Pod]\n        names: [debug-*]"),
        },
    ];

    private static IEnumerable<Violation> Audited(Resource policy) =>
        from rule in Rules(policy)
        where rule["validate"] is not null
        let action = rule.At("validate", "failureAction") ?? policy.Spec!["validationFailureAction"]
        where action?.AsString?.ToUpperInvariant() is not "ENFORCE"
        select new Violation(policy, action ?? rule["validate"]!, $"The rule {Named(rule)} lets in what breaks it.");

    private static IEnumerable<Violation> Lenient(Resource policy) =>
        policy.Group == "policies.kyverno.io"
        && policy.Spec?["validationActions"] is { } actions
        && !actions.Items.Any(action => action.AsString == "Deny")
            ? [new Violation(policy, actions, "The policy lets in what breaks it.")]
            : [];

    private static IReadOnlyList<YamlNode> Rules(Resource policy) =>
        policy.Group == Group && policy.Spec is { } spec ? spec.List("rules") : [];

    private static IEnumerable<YamlNode> Filters(YamlNode? block) =>
        block is null ? []
        : block["any"] is null && block["all"] is null ? [block]
        : block.List("any").Concat(block.List("all"));

    /// <summary>The resources of a filter that nothing but their kind limits; null where something does.</summary>
    private static YamlNode? Wide(YamlNode filter)
    {
        if (
            filter["resources"] is not { } resources
            || filter["subjects"] is not null
            || filter["roles"] is not null
            || filter["clusterRoles"] is not null
        )
        {
            return null;
        }

        var limited =
            NameLists.Any(list => resources.List(list) is { Count: > 0 } names && !names.Any(name => name.AsString == "*"))
            || resources.Text("name") is not (null or "*")
            || Selectors.Any(part => resources[part] is { Entries.Count: > 0 });
        return limited ? null : resources["kinds"] ?? resources;
    }

    private static YamlNode? Common(YamlNode filter) =>
        filter
            .List("clusterRoles")
            .Concat(filter.List("roles"))
            .FirstOrDefault(role => role.AsString is "*" or "cluster-admin" or "admin" or "edit")
        ?? filter
            .List("subjects")
            .Select(subject => subject["name"])
            .FirstOrDefault(name => name?.AsString is "*" or "system:authenticated" or "system:serviceaccounts");

    private static string Named(YamlNode rule) => Printable.Quote(rule.Text("name") ?? "");

    private static RuleExample Policy(string action, string exclude) =>
        new(
            $"""
            apiVersion: {Group}/v1
            kind: ClusterPolicy
            metadata:
              name: no-host-network
            spec:
              rules:
              - name: no-host-network
                match:
                  any:
                  - resources:
                      kinds: [Pod]
                exclude:
                  any:
                  - {exclude}
                validate:
                  {action}
                  message: Pods stay off the node's network.
                  pattern:
                    spec:
                      =(hostNetwork): false

            """
        );

    private static RuleExample Exception(string resources) =>
        new(
            $"""
            apiVersion: {Group}/v2
            kind: PolicyException
            metadata:
              name: debug
              namespace: kyverno
            spec:
              exceptions:
              - policyName: no-host-network
                ruleNames: [no-host-network]
              match:
                any:
                - resources:
                    {resources}

            """
        );
}
