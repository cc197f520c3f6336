using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Model;

namespace SupplyChain.Manifests.Rules.Access;

/// <summary>The table of grants that roles should not make without need, as rules.</summary>
internal static class GrantRules
{
    private const string Rbac = "rbac.authorization.k8s.io";

    private static readonly string[] Roles = ["roles", "clusterroles"];

    private static readonly string[] Write = ["create", "update", "patch"];

    private static readonly Grant[] Grants =
    [
        new(
            "rbac-read-secrets",
            Severity.High,
            "",
            ["secrets"],
            ["get", "list", "watch"],
            "read secrets",
            "KSV-0041 KSV-0113 C-0015 CIS-5.1.2"
        ),
        new(
            "rbac-exec",
            Severity.High,
            "",
            ["pods/exec", "pods/attach"],
            ["create", "get"],
            "run commands in pods",
            "KSV-0053 KSV-0054 C-0002"
        ),
        new(
            "rbac-ephemeral",
            Severity.High,
            "",
            ["pods/ephemeralcontainers"],
            ["update", "patch"],
            "put a container into running pods",
            ""
        ),
        new(
            "rbac-nodes-proxy",
            Severity.High,
            "",
            ["nodes/proxy"],
            ["get", "create"],
            "talk to kubelets past the API server's checks and audit",
            "KSV-0047 CIS-5.1.10"
        ),
        new(
            "rbac-node-write",
            Severity.High,
            "",
            ["nodes", "nodes/status"],
            ["update", "patch", "delete"],
            "change nodes, and so where pods run",
            ""
        ),
        new(
            "rbac-sa-token",
            Severity.High,
            "",
            ["serviceaccounts/token"],
            ["create"],
            "make tokens of service accounts",
            "C-0282 CIS-5.1.13"
        ),
        new(
            "rbac-escalate",
            Severity.Critical,
            Rbac,
            Roles,
            ["escalate"],
            "write roles with more rights than they have",
            "CKV_K8S_158 C-0191"
        ),
        new(
            "rbac-bind",
            Severity.Critical,
            Rbac,
            Roles,
            ["bind"],
            "give anyone roles with more rights than they have",
            "CKV_K8S_157 C-0191"
        ),
        new(
            "rbac-impersonate",
            Severity.Critical,
            "",
            ["users", "groups", "serviceaccounts"],
            ["impersonate"],
            "act as somebody else",
            "KSV-0043 C-0065"
        ),
        new(
            "rbac-write-rbac",
            Severity.Critical,
            Rbac,
            [.. Roles, "rolebindings", "clusterrolebindings"],
            Write,
            "write roles or bindings",
            "KSV-0050 KSV-0051 KSV-0052"
        ),
        new(
            "rbac-webhooks",
            Severity.Critical,
            "admissionregistration.k8s.io",
            [
                "mutatingwebhookconfigurations",
                "validatingwebhookconfigurations",
                "mutatingadmissionpolicies",
                "validatingadmissionpolicies",
                "validatingadmissionpolicybindings",
            ],
            Write,
            "change or read every object on its way into the cluster",
            "KSV-0114 CKV_K8S_155 C-0281 CIS-5.1.12"
        ),
        new(
            "rbac-csr-approve",
            Severity.High,
            "certificates.k8s.io",
            ["certificatesigningrequests/approval"],
            ["update", "patch"],
            "approve certificates for any identity",
            "CKV_K8S_156 CIS-5.1.11"
        ),
    ];

    public static IEnumerable<Rule> All() => Grants.Select(ToRule);

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
            Bad = Example(grant, $"resources: [{grant.Resources[0]}] # here", $"verbs: [{string.Join(", ", grant.Verbs)}]"),
            Good = Example(grant, $"resources: [{grant.Resources[0]}]", "verbs: [deletecollection]"),
        };

    private static IEnumerable<Violation> Violations(Grant grant, Resource role) =>
        from rule in RbacRule.Of(role)
        where !rule.IsLimitedByName
        let granted = rule.Grants(grant.Group, grant.Resources, grant.Verbs)
        where granted is not null
        select new Violation(role, granted, $"The role lets its subjects {grant.Means} ('{granted.AsString}').");

    private static RuleExample Example(Grant grant, string resources, string verbs) =>
        new(
            $"""
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata:
              name: api
            rules:
            - apiGroups: ["{grant.Group}"]
              {resources}
              {verbs}

            """
        );
}
