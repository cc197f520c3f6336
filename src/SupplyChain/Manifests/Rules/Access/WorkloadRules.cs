using SupplyChain.Manifests.Graph;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Model;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Rules.Access;

/// <summary>Rules on what workloads get without needing it.</summary>
internal static class WorkloadRules
{
    private const string System = "kube-system";

    private static readonly string[] ControlPlane = ["node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master"];

    private static readonly string[] BuiltInKinds =
    [
        "ConfigMap",
        "Ingress",
        "PersistentVolumeClaim",
        "Role",
        "RoleBinding",
        "Secret",
        "Service",
        "ServiceAccount",
    ];

    public static IEnumerable<Rule> All { get; } =
    [
        new()
        {
            Id = "sa-token-automount",
            Title = "Pods get no token that they have no use for",
            Reason = "Who breaks into the pod takes the token along and asks the API server with it.",
            Area = HardeningArea.Access,
            Severity = Severity.Medium,
            Remedy = "Set 'automountServiceAccountToken: false' on the pod or on its service account.",
            Fix =
                "Sets 'automountServiceAccountToken: false' on the pod, where its account is the namespace's default or among the manifests, it does not ask for the token, and names no file of it.",
            Aliases = ["KSV-0036", "CKV_K8S_38", "C-0034", "CIS-5.1.6"],
            Kinds = PodTemplatePath.Kinds,
            Check = (resource, scope) =>
                scope.Graph.WorkloadOf(resource) is { } workload
                && scope.Graph.TokenOf(workload) is { IsMounted: true } token
                && !scope.Graph.Access.OfServiceAccount(workload.Namespace, workload.ServiceAccount).Any()
                    ?
                    [
                        new Violation(
                            resource,
                            token.At ?? workload.Spec,
                            $"The pods of {resource.Name} get a token, and nothing in these manifests gives it a role."
                        )
                        {
                            Fix = DoesWithout(workload, token)
                                ? [Field.Of(workload.Spec, "automountServiceAccountToken").Set("false")]
                                : [],
                        },
                    ]
                    : [],
            Bad = PodExample.Of("automountServiceAccountToken: true # here"),
            Good = PodExample.Of("automountServiceAccountToken: false"),
        },
        new()
        {
            Id = "sa-default",
            Title = "Every workload has a service account of its own",
            Reason = "What is given to the default account is given to every pod of the namespace.",
            Area = HardeningArea.Access,
            Severity = Severity.Medium,
            Remedy = "Make a service account and set 'serviceAccountName'.",
            Aliases = ["CKV_K8S_41", "CIS-5.1.5"],
            Kinds = PodTemplatePath.Kinds,
            Check = (resource, scope) =>
                scope.Graph.WorkloadOf(resource) is { ServiceAccount: "default" } workload
                && scope.Graph.TokenOf(workload).IsMounted
                    ?
                    [
                        new Violation(
                            resource,
                            workload.Spec["serviceAccountName"] ?? workload.Spec,
                            $"The pods of {resource.Name} run as the default service account."
                        ),
                    ]
                    : [],
            Bad = PodExample.Of("serviceAccountName: default # here"),
            Good = PodExample.Of("serviceAccountName: api"),
        },
        new()
        {
            Id = "ns-kube-system",
            Title = "kube-system is left to the cluster",
            Reason = "Who may change one object there is close to the credentials of the cluster's own parts.",
            Area = HardeningArea.Access,
            Severity = Severity.Medium,
            Remedy = "Use a namespace of your own.",
            Aliases = ["KSV-0037"],
            Kinds = [.. PodTemplatePath.Kinds, .. BuiltInKinds],
            Check = (resource, scope) =>
                resource.Root.At("metadata", "namespace") is { AsString: System } space && !IsOfCluster(resource)
                    ? [new Violation(resource, space, $"{resource.Name} is put among the cluster's own objects.")]
                    : [],
            Bad = PodExample.Of().With("namespace: shop", "namespace: kube-system # here"),
            Good = PodExample.Of(),
        },
        new()
        {
            Id = "ns-default",
            Title = "Nothing is put into the namespace default",
            Reason = "What lands there by mistake shares its policies, quotas and accounts with all other mistakes.",
            Area = HardeningArea.Access,
            Severity = Severity.Low,
            Remedy = "Set 'metadata.namespace', or deploy with one.",
            Aliases = ["KSV-0110", "CKV_K8S_21", "C-0061", "C-0212", "CIS-5.6.4"],
            Kinds =
            [
                .. PodTemplatePath.Kinds,
                .. BuiltInKinds,
                "Endpoints",
                "EndpointSlice",
                "HorizontalPodAutoscaler",
                "CSIStorageCapacity",
            ],
            Check = (resource, _) =>
                resource.EffectiveNamespace == "default" && resource.Name.Name != "kubernetes"
                    ?
                    [
                        new Violation(
                            resource,
                            resource.Root.At("metadata", "namespace") ?? resource.Root["metadata"] ?? resource.Root,
                            resource.Name.Namespace is null
                                ? $"{resource.Name} names no namespace, and lands in default unless whoever applies it names one."
                                : $"{resource.Name} lands in the namespace default."
                        ),
                    ]
                    : [],
            Bad = PodExample.Of().With("namespace: shop", "namespace: default # here"),
            Good = PodExample.Of(),
        },
        new()
        {
            Id = "pod-critical-priority",
            Title = "Only the cluster's own pods are critical to it",
            Reason = "Such a pod pushes others from their nodes, the cluster's own included.",
            Area = HardeningArea.Access,
            Severity = Severity.Medium,
            Remedy = "Make a PriorityClass of your own, and limit the system's by a quota.",
            Kinds = PodTemplatePath.Kinds,
            Check = (resource, scope) =>
                scope.Graph.WorkloadOf(resource) is { } workload
                && workload.Namespace != System
                && workload.Spec["priorityClassName"]
                    is { AsString: "system-cluster-critical" or "system-node-critical" } priority
                    ? [new Violation(resource, priority, $"The pods of {resource.Name} are as critical as the cluster's own.")]
                    : [],
            Bad = PodExample.Of("priorityClassName: system-node-critical # here"),
            Good = PodExample.Of("priorityClassName: orders"),
        },
        new()
        {
            Id = "pod-on-control-plane",
            Title = "No workload runs beside the control plane",
            Reason = "A pod that breaks out there holds the keys of the cluster.",
            Area = HardeningArea.Access,
            Severity = Severity.Medium,
            Remedy = "Remove the toleration, the selector or 'nodeName'.",
            Kinds = PodTemplatePath.Kinds,
            Check = (resource, scope) =>
                scope.Graph.WorkloadOf(resource) is { } workload && workload.Namespace != System && resource.Kind != "DaemonSet"
                    ? Placed(workload)
                        .Select(at => new Violation(
                            resource,
                            at,
                            $"The pods of {resource.Name} may run beside the control plane."
                        ))
                        .Take(1)
                    : [],
            Bad = PodExample.Of("tolerations:\n- key: node-role.kubernetes.io/control-plane # here\n  operator: Exists"),
            Good = PodExample.Of("tolerations:\n- key: shop.example/gpu\n  operator: Exists"),
        },
    ];

    /// <summary>
    /// Whether nothing speaks for a use of the token: a role for an account that is not among the manifests may be elsewhere, and who
    /// sets the mount or names its files has a reason.
    /// </summary>
    private static bool DoesWithout(Workload workload, ServiceAccountToken token) =>
        token.At is null && (workload.ServiceAccount == "default" || token.Account is not null) && !NamesToken(workload.Spec);

    private static bool NamesToken(YamlNode node) =>
        node.AsString?.Contains("/serviceaccount", StringComparison.Ordinal) == true
        || node.Items.Any(NamesToken)
        || node.Entries.Any(entry => NamesToken(entry.Value));

    /// <summary>Whether it is one of the parts that live there: static pods, add-ons, the configuration and leases of components.</summary>
    private static bool IsOfCluster(Resource resource)
    {
        var labels = new LabelMap(resource.Root.At("metadata", "labels"));
        return labels["tier"] == "control-plane"
            || labels["k8s-app"] is not null
            || labels["kubernetes.io/cluster-service"] is not null
            || labels["addonmanager.kubernetes.io/mode"] is not null
            || resource.Name.Name is "aws-auth" or "coredns" or "kube-proxy"
            // Roles there are how others are let read the API server's own configuration.
            || resource.Kind is "Role" or "RoleBinding";
    }

    private static IEnumerable<YamlNode> Placed(Workload workload) =>
        workload
            .Spec.List("tolerations")
            .Where(toleration =>
                ControlPlane.Contains(toleration.Text("key"))
                || (toleration["key"] is null && toleration.Text("operator") == "Exists")
            )
            .Select(toleration => toleration["key"] ?? toleration)
            .Concat(
                workload
                    .Spec["nodeSelector"]
                    ?.Entries.Where(entry => ControlPlane.Contains(entry.Name))
                    .Select(entry => entry.Key)
                    ?? []
            );
}
