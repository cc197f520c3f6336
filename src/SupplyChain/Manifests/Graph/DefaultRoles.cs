using SupplyChain.Manifests.Model;

namespace SupplyChain.Manifests.Graph;

/// <summary>
/// The user-facing cluster roles that every API server creates (kubernetes/kubernetes, plugin/pkg/auth/authorizer/rbac/
/// bootstrappolicy), as far as they give more than reading.
/// </summary>
internal static class DefaultRoles
{
    /// <summary>Name of the file that they seem to stand in.</summary>
    public const string FileName = "(built into Kubernetes)";

    private const string Head = "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\n";

    private const string View = """
        - {apiGroups: [""], resources: [configmaps, endpoints, events, limitranges, namespaces, persistentvolumeclaims, pods, pods/log, pods/status, replicationcontrollers, resourcequotas, serviceaccounts, services], verbs: [get, list, watch]}
        - {apiGroups: [apps], resources: [controllerrevisions, daemonsets, deployments, replicasets, statefulsets], verbs: [get, list, watch]}
        - {apiGroups: [batch], resources: [cronjobs, jobs], verbs: [get, list, watch]}
        - {apiGroups: [networking.k8s.io], resources: [ingresses, networkpolicies], verbs: [get, list, watch]}

        """;

    private const string Edit =
        View
        + """
            - {apiGroups: [""], resources: [pods/attach, pods/proxy, pods/exec, pods/portforward, secrets, services/proxy], verbs: [get, list, watch]}
            - {apiGroups: [""], resources: [serviceaccounts], verbs: [impersonate]}
            - {apiGroups: [""], resources: [pods, pods/attach, pods/exec, pods/portforward, pods/proxy, replicationcontrollers, replicationcontrollers/scale, serviceaccounts, services, services/proxy, persistentvolumeclaims, configmaps, secrets, events], verbs: [create, delete, deletecollection, patch, update]}
            - {apiGroups: [""], resources: [pods/eviction, serviceaccounts/token], verbs: [create]}
            - {apiGroups: [apps], resources: [daemonsets, deployments, deployments/rollback, deployments/scale, replicasets, replicasets/scale, statefulsets, statefulsets/scale], verbs: [create, delete, deletecollection, patch, update]}
            - {apiGroups: [batch], resources: [cronjobs, jobs], verbs: [create, delete, deletecollection, patch, update]}
            - {apiGroups: [autoscaling], resources: [horizontalpodautoscalers], verbs: [create, delete, deletecollection, patch, update]}
            - {apiGroups: [policy], resources: [poddisruptionbudgets], verbs: [create, delete, deletecollection, patch, update]}
            - {apiGroups: [networking.k8s.io], resources: [ingresses, networkpolicies], verbs: [create, delete, deletecollection, patch, update]}

            """;

    private const string Admin =
        Edit
        + """
            - {apiGroups: [authorization.k8s.io], resources: [localsubjectaccessreviews], verbs: [create]}
            - {apiGroups: [rbac.authorization.k8s.io], resources: [roles, rolebindings], verbs: [create, delete, deletecollection, get, list, patch, update, watch]}

            """;

    private const string Everything = """
        - {apiGroups: ["*"], resources: ["*"], verbs: ["*"]}
        - {nonResourceURLs: ["*"], verbs: ["*"]}

        """;

    private static readonly Lazy<IReadOnlyList<Resource>> All = new(() =>
        ManifestFile
            .Parse(
                FileName,
                string.Join(
                    "---\n",
                    new[] { ("view", View), ("edit", Edit), ("admin", Admin), ("cluster-admin", Everything) }.Select(role =>
                        $"{Head}metadata: {{name: {role.Item1}}}\nrules:\n{role.Item2}"
                    )
                )
            )
            .Resources
    );

    /// <summary>The role of a name; null for any other.</summary>
    public static Resource? Find(string? name) => All.Value.FirstOrDefault(role => role.Name.Name == name);

    /// <summary>Whether a rule is one of theirs, so that nothing in the manifests can be pointed at.</summary>
    public static bool Have(RbacRule rule) => rule.Role.FileName == FileName;
}
