using SupplyChain.Manifests.Graph;

namespace SupplyChain.Manifests.Rules.Access;

/// <summary>The grants that roles should not make without need, as a table.</summary>
internal static class Grants
{
    public const string ReadSecrets = "rbac-read-secrets";

    private const string Rbac = "rbac.authorization.k8s.io";

    private static readonly string[] Roles = ["roles", "clusterroles"];

    private static readonly string[] Write = ["create", "update", "patch"];

    private static readonly string[] Change = ["update", "patch"];

    public static IReadOnlyList<Grant> Table { get; } =
    [
        new(
            ReadSecrets,
            Severity.High,
            Core("secrets"),
            ["get", "list", "watch"],
            "read secrets",
            "KSV-0041 KSV-0113 C-0015 CIS-5.1.2"
        )
        {
            TakesCluster = true,
        },
        new(
            "rbac-exec",
            Severity.High,
            Core("pods/exec", "pods/attach"),
            ["create", "get"],
            "run commands in pods",
            "KSV-0053 KSV-0054 C-0002"
        )
        {
            TakesCluster = true,
        },
        new("rbac-ephemeral", Severity.High, Core("pods/ephemeralcontainers"), Change, "put a container into running pods", "")
        {
            TakesCluster = true,
        },
        new(
            "rbac-nodes-proxy",
            Severity.High,
            Core("nodes/proxy"),
            ["get", "create"],
            "talk to kubelets past the API server's checks and audit",
            "KSV-0047 CIS-5.1.10"
        )
        {
            TakesCluster = true,
        },
        new(
            "rbac-node-write",
            Severity.High,
            Core("nodes", "nodes/status"),
            ["update", "patch", "delete"],
            "change nodes, and so where pods run",
            ""
        ),
        new(
            "rbac-sa-token",
            Severity.High,
            Core("serviceaccounts/token"),
            ["create"],
            "make tokens of service accounts",
            "C-0282 CIS-5.1.13"
        )
        {
            TakesCluster = true,
        },
        new(
            "rbac-escalate",
            Severity.Critical,
            [(Rbac, Roles)],
            ["escalate"],
            "write roles with more rights than they have",
            "CKV_K8S_158 C-0191"
        )
        {
            TakesCluster = true,
        },
        new(
            "rbac-bind",
            Severity.Critical,
            [(Rbac, Roles)],
            ["bind"],
            "give anyone roles with more rights than they have",
            "CKV_K8S_157 C-0191"
        )
        {
            TakesCluster = true,
        },
        new(
            "rbac-impersonate",
            Severity.Critical,
            Core("users", "groups", "serviceaccounts"),
            ["impersonate"],
            "act as somebody else",
            "KSV-0043 C-0065 CIS-5.1.8"
        )
        {
            TakesCluster = true,
        },
        new(
            "rbac-write-rbac",
            Severity.Critical,
            [(Rbac, [.. Roles, "rolebindings", "clusterrolebindings"])],
            Write,
            "write roles or bindings",
            "KSV-0050 KSV-0051 KSV-0052"
        ),
        new(
            "rbac-webhooks",
            Severity.Critical,
            [
                (
                    "admissionregistration.k8s.io",
                    [
                        "mutatingwebhookconfigurations",
                        "validatingwebhookconfigurations",
                        "mutatingadmissionpolicies",
                        "validatingadmissionpolicies",
                        "validatingadmissionpolicybindings",
                    ]
                ),
            ],
            Write,
            "change or read every object on its way into the cluster",
            "KSV-0114 CKV_K8S_155 C-0281 CIS-5.1.12"
        )
        {
            TakesCluster = true,
        },
        new(
            "rbac-csr-approve",
            Severity.High,
            [("certificates.k8s.io", ["certificatesigningrequests/approval"])],
            Change,
            "approve certificates for any identity",
            "CKV_K8S_156 CIS-5.1.11"
        ),
        new(
            "rbac-create-workloads",
            Severity.Medium,
            [
                ("", ["pods", "replicationcontrollers"]),
                ("apps", ["deployments", "daemonsets", "statefulsets", "replicasets"]),
                ("batch", ["jobs", "cronjobs"]),
            ],
            ["create"],
            "run pods as any service account of the namespace",
            "KSV-0048 CIS-5.1.4 C-0188"
        )
        {
            TakesCluster = true,
        },
        new(
            "rbac-policy-tamper",
            Severity.High,
            [
                ("networking.k8s.io", ["networkpolicies"]),
                ("policy.networking.k8s.io", ["adminnetworkpolicies", "baselineadminnetworkpolicies", "clusternetworkpolicies"]),
                ("cilium.io", ["ciliumnetworkpolicies", "ciliumclusterwidenetworkpolicies"]),
                ("crd.projectcalico.org", ["networkpolicies", "globalnetworkpolicies"]),
                ("projectcalico.org", ["networkpolicies", "globalnetworkpolicies"]),
                ("kyverno.io", ["clusterpolicies", "policies", "policyexceptions"]),
                ("templates.gatekeeper.sh", ["constrainttemplates"]),
                (IstioGroups.Security, ["authorizationpolicies", "peerauthentications", "requestauthentications"]),
            ],
            [.. Write, "delete"],
            "switch off policies that protect others",
            "KSV-0056"
        ),
        new(
            "rbac-kube-system-cm",
            Severity.High,
            Core("configmaps"),
            Write,
            "change the configuration that the cluster keeps in kube-system",
            "KSV-0049 KSV-0115 C-0037"
        )
        {
            InSystemAlone = true,
            Names = ["coredns", "aws-auth", "kube-proxy", "kubeadm-config"],
        },
        new(
            "rbac-portforward",
            Severity.Medium,
            Core("pods/portforward"),
            ["create", "get"],
            "reach ports of pods past network policies",
            "C-0063"
        ),
        new(
            "rbac-create-pv",
            Severity.Medium,
            Core("persistentvolumes"),
            ["create"],
            "mount any path of a node through a volume",
            "C-0278 CIS-5.1.9"
        ),
        new(
            "rbac-services-status",
            Severity.Medium,
            Core("services/status"),
            Change,
            "draw traffic for foreign addresses (CVE-2020-8554)",
            "CKV2_K8S_4"
        ),
        new(
            "rbac-endpoints",
            Severity.Medium,
            [("", ["endpoints"]), ("discovery.k8s.io", ["endpointslices"])],
            Write,
            "send a Service's traffic to other addresses",
            ""
        ),
        new(
            "rbac-hide-tracks",
            Severity.Medium,
            [("", ["events", "pods/log"]), ("events.k8s.io", ["events"])],
            ["delete", "deletecollection"],
            "delete traces of what they did",
            "KSV-0042 C-0031"
        ),
    ];

    private static (string Group, string[] Resources)[] Core(params string[] resources) => [("", resources)];
}
