using SupplyChain.Images;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Model;

namespace SupplyChain.Manifests.Rules.Audit;

/// <summary>Rules on files of the audit log that the API server's pod cannot reach, and on where the log is sent.</summary>
internal static class AuditPathRules
{
    private static readonly string[] Flags = ["audit-policy-file", "audit-log-path", "audit-webhook-config-file"];

    public static IEnumerable<Rule> All { get; } =
    [
        new()
        {
            Id = "aud-mount-missing",
            Title = "The API server's pod mounts its audit policy and log",
            Reason = "Without the policy it does not start, and a log within the container is gone with it.",
            Area = HardeningArea.Audit,
            Severity = Severity.High,
            Remedy = "Mount the file's folder from the node with 'hostPath'.",
            Kinds = PodTemplatePath.Kinds,
            Concerns = (resource, scope) => scope.ComponentsOf(resource, Component.ApiServer).Count > 0,
            Check = (resource, scope) =>
                from component in scope.ComponentsOf(resource, Component.ApiServer)
                where component.IsWhole
                from name in Flags
                let flag = component.Flag(name)
                where
                    flag?.Value.StartsWith('/') == true
                    && !component.Node.List("volumeMounts").Any(mount => Covers(mount.Text("mountPath"), flag.Value))
                select new Violation(resource, flag.Node, $"No volume is mounted for {Printable.Quote(flag.Value)}."),
            Bad = ApiServer("--audit-policy-file=/etc/kubernetes/audit.yaml # here"),
            Good = ApiServer("--audit-policy-file=/etc/audit/policy.yaml"),
        },
        new()
        {
            Id = "aud-coverage",
            Title = "The audit policy covers secrets, bindings, tokens and shells",
            Reason = "What no rule names is not recorded, and these are the steps of every intrusion.",
            Area = HardeningArea.Audit,
            Severity = Severity.Medium,
            Remedy = "End the policy with a rule of level Metadata without limits.",
            Aliases = ["CIS-3.2.2"],
            Kinds = ["Policy"],
            Concerns = (policy, _) => policy.Group == "audit.k8s.io",
            Check = (policy, _) =>
            {
                var rules = AuditRule.Of(policy).ToList();
                var missing = AuditPolicyRules
                    .Telling.Where(resource =>
                        !rules.Exists(rule => rule.Level != "None" && rule.Covers(resource.Group, resource.Resource))
                    )
                    .Select(resource => resource.Resource)
                    .ToList();
                return rules.Count > 0 && missing.Count > 0
                    ?
                    [
                        new Violation(
                            policy,
                            policy.Root["rules"]!,
                            $"No rule records what concerns {string.Join(", ", missing)}."
                        ),
                    ]
                    : [];
            },
            Bad = Policy("- level: Metadata # here\n  resources:\n  - group: \"\"\n    resources: [pods]"),
            Good = Policy("- level: Metadata"),
        },
    ];

    private static bool Covers(string? folder, string path) =>
        folder is not null && (path == folder || path.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal));

    private static RuleExample Policy(string rules) => new($"apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n{rules}\n");

    private static RuleExample ApiServer(string flag) =>
        new(
            $"""
            apiVersion: v1
            kind: Pod
            metadata:
              name: kube-apiserver
              namespace: kube-system
            spec:
              containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:1.34.1
                command:
                - kube-apiserver
                - {flag}
                volumeMounts:
                - name: audit
                  mountPath: /etc/audit
              volumes:
              - name: audit
                hostPath:
                  path: /etc/audit

            """
        );
}
