namespace SupplyChain.Manifests.Rules.Cluster;

/// <summary>
/// API versions that Kubernetes deprecated and stopped serving (kubernetes.io/docs/reference/using-api/deprecation-guide, and
/// the lifecycle markers in k8s.io/api), as a table.
/// </summary>
internal static class ApiLifecycle
{
    private static readonly ApiVersion[] Table =
    [
        new("extensions/v1beta1", ["DaemonSet", "Deployment", "ReplicaSet"], 8, 16, "apps/v1"),
        new("extensions/v1beta1", ["NetworkPolicy"], 9, 16, "networking.k8s.io/v1"),
        new("extensions/v1beta1", ["PodSecurityPolicy"], 11, 16, null),
        new("extensions/v1beta1", ["Ingress"], 14, 22, "networking.k8s.io/v1"),
        new("apps/v1beta1", ["Deployment", "StatefulSet"], 8, 16, "apps/v1"),
        new("apps/v1beta2", ["DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"], 9, 16, "apps/v1"),
        new("networking.k8s.io/v1beta1", ["Ingress", "IngressClass"], 19, 22, "networking.k8s.io/v1"),
        new(
            "admissionregistration.k8s.io/v1beta1",
            ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"],
            16,
            22,
            "admissionregistration.k8s.io/v1"
        ),
        new("apiextensions.k8s.io/v1beta1", ["CustomResourceDefinition"], 16, 22, "apiextensions.k8s.io/v1"),
        new("apiregistration.k8s.io/v1beta1", ["APIService"], 19, 22, "apiregistration.k8s.io/v1"),
        new("authentication.k8s.io/v1beta1", ["TokenReview"], 19, 22, "authentication.k8s.io/v1"),
        new(
            "authorization.k8s.io/v1beta1",
            ["LocalSubjectAccessReview", "SelfSubjectAccessReview", "SubjectAccessReview", "SelfSubjectRulesReview"],
            19,
            22,
            "authorization.k8s.io/v1"
        ),
        new("certificates.k8s.io/v1beta1", ["CertificateSigningRequest"], 19, 22, "certificates.k8s.io/v1"),
        new("coordination.k8s.io/v1beta1", ["Lease"], 19, 22, "coordination.k8s.io/v1"),
        new(
            "rbac.authorization.k8s.io/v1beta1",
            ["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"],
            17,
            22,
            "rbac.authorization.k8s.io/v1"
        ),
        new("scheduling.k8s.io/v1beta1", ["PriorityClass"], 14, 22, "scheduling.k8s.io/v1"),
        new("storage.k8s.io/v1beta1", ["CSIDriver", "CSINode", "StorageClass", "VolumeAttachment"], 19, 22, "storage.k8s.io/v1"),
        new("batch/v1beta1", ["CronJob"], 21, 25, "batch/v1"),
        new("discovery.k8s.io/v1beta1", ["EndpointSlice"], 21, 25, "discovery.k8s.io/v1"),
        new("events.k8s.io/v1beta1", ["Event"], 22, 25, "events.k8s.io/v1"),
        new("autoscaling/v2beta1", ["HorizontalPodAutoscaler"], 22, 25, "autoscaling/v2"),
        new("policy/v1beta1", ["PodDisruptionBudget"], 21, 25, "policy/v1"),
        new("policy/v1beta1", ["PodSecurityPolicy"], 21, 25, null),
        new("node.k8s.io/v1beta1", ["RuntimeClass"], 22, 25, "node.k8s.io/v1"),
        new("autoscaling/v2beta2", ["HorizontalPodAutoscaler"], 23, 26, "autoscaling/v2"),
        new(FlowControl + "/v1beta1", ["FlowSchema", "PriorityLevelConfiguration"], 23, 26, FlowControl + "/v1"),
        new("storage.k8s.io/v1beta1", ["CSIStorageCapacity"], 24, 27, "storage.k8s.io/v1"),
        new(FlowControl + "/v1beta2", ["FlowSchema", "PriorityLevelConfiguration"], 26, 29, FlowControl + "/v1"),
        new(FlowControl + "/v1beta3", ["FlowSchema", "PriorityLevelConfiguration"], 29, 32, FlowControl + "/v1"),
        new(
            "admissionregistration.k8s.io/v1beta1",
            ["ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"],
            31,
            34,
            "admissionregistration.k8s.io/v1"
        ),
        new("networking.k8s.io/v1beta1", ["IPAddress", "ServiceCIDR"], 34, 37, "networking.k8s.io/v1"),
        new("storage.k8s.io/v1beta1", ["VolumeAttributesClass"], 34, 37, "storage.k8s.io/v1"),
        new("v1", ["ComponentStatus"], 19, int.MaxValue, null),
        new("v1", ["Endpoints"], 33, int.MaxValue, "discovery.k8s.io/v1"),
    ];

    private const string FlowControl = "flowcontrol.apiserver.k8s.io";

    private static readonly ILookup<string, ApiVersion> ByKind = Table
        .SelectMany(row => row.Kinds.Select(kind => (kind, row)))
        .ToLookup(pair => pair.kind, pair => pair.row, StringComparer.Ordinal);

    /// <summary>Every kind that a version of is in the table.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. ByKind.Select(kinds => kinds.Key)];

    /// <summary>What is known of the version that a resource is written in; null where it is served without end.</summary>
    public static ApiVersion? Of(Resource resource) =>
        ByKind[resource.Kind]
            .FirstOrDefault(row => row.Name == (resource.Group.Length == 0 ? "" : resource.Group + "/") + resource.Version);
}
