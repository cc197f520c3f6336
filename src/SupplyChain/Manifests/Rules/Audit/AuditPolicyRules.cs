using SupplyChain.Manifests.Linting;

namespace SupplyChain.Manifests.Rules.Audit;

/// <summary>Rules on what an audit policy records. The first of its rules that matches a request counts.</summary>
internal static class AuditPolicyRules
{
    public static readonly (string Group, string Resource)[] Telling =
    [
        ("", "secrets"),
        ("", "pods/exec"),
        ("", "serviceaccounts/token"),
        ("rbac.authorization.k8s.io", "clusterrolebindings"),
        ("rbac.authorization.k8s.io", "rolebindings"),
    ];

    private static readonly (string Group, string Resource)[] Confidential =
    [
        ("", "secrets"),
        ("", "configmaps"),
        ("authentication.k8s.io", "tokenreviews"),
    ];

    public static IEnumerable<Rule> All { get; } =
    [
        new()
        {
            Id = "aud-blind",
            Title = "The audit policy records who touches secrets, bindings, tokens and shells",
            Reason = "These are the steps of every intrusion, and what is not recorded cannot be found later.",
            Area = HardeningArea.Audit,
            Severity = Severity.High,
            Remedy =
                "Limit the rule of level None to system users, or put a rule of level Metadata for these resources before it.",
            Aliases = ["CIS-3.2.2"],
            Kinds = ["Policy"],
            Check = (policy, _) => Judge(policy, Telling, rule => rule.Level == "None" && !rule.IsLimited, "is not recorded"),
            Bad = Example("- level: None # here\n  resources:\n  - group: \"\"\n    resources: [secrets]"),
            Good = Example("- level: None\n  resources:\n  - group: \"\"\n    resources: [endpoints]"),
        },
        new()
        {
            Id = "aud-leaks-bodies",
            Title = "The audit log holds no secrets",
            Reason =
                "At the levels Request and RequestResponse the log holds what was sent, and so a second copy of each secret.",
            Area = HardeningArea.Audit,
            Severity = Severity.High,
            Remedy = "Put a rule of level Metadata for secrets, configmaps and tokenreviews first.",
            Kinds = ["Policy"],
            Check = (policy, _) =>
                Judge(policy, Confidential, rule => rule.Level is "Request" or "RequestResponse", "is recorded with its content"),
            Bad = Example("- level: RequestResponse # here"),
            Good = Example(
                "- level: Metadata\n  resources:\n  - group: \"\"\n    resources: [secrets, configmaps]\n  - group: authentication.k8s.io\n    resources: [tokenreviews]\n- level: RequestResponse"
            ),
        },
    ];

    private static IEnumerable<Violation> Judge(
        Resource policy,
        (string Group, string Resource)[] resources,
        Func<AuditRule, bool> isBad,
        string what
    )
    {
        var found =
            from resource in resources
            let rule = FirstFor(policy, resource, isBad)
            where rule is not null
            group resource.Resource by rule.Node;
        return found.Select(rule => new Violation(policy, rule.Key, $"What concerns {string.Join(", ", rule)} {what}."));
    }

    /// <summary>The bad rule that a request for a resource meets before one that settles every request; null if none.</summary>
    private static AuditRule? FirstFor(Resource policy, (string Group, string Resource) resource, Func<AuditRule, bool> isBad)
    {
        foreach (var rule in AuditRule.Of(policy).Where(rule => rule.Covers(resource.Group, resource.Resource)))
        {
            if (isBad(rule))
            {
                return rule;
            }

            if (!rule.IsLimited)
            {
                return null;
            }
        }

        return null;
    }

    private static RuleExample Example(string rules) => new($"apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n{rules}\n");
}
