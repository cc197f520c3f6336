namespace SupplyChain.Manifests.Model;

/// <summary>Where a kind of workload keeps its pod.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Group">Its API group; null where any counts, as Kubernetes' own kinds moved between groups.</param>
/// <param name="Keys">Path from the object to the node with the pod's <c>metadata</c> and <c>spec</c>.</param>
internal sealed record PodTemplatePath(string Kind, string? Group, params string[] Keys)
{
    /// <summary>The kinds that Pod Security admission reads, and controllers of other projects with a pod template.</summary>
    public static IReadOnlyList<PodTemplatePath> All { get; } =
    [
        new("Pod", ""),
        new("PodTemplate", "", "template"),
        new("ReplicationController", "", "spec", "template"),
        new("ReplicaSet", null, "spec", "template"),
        new("Deployment", null, "spec", "template"),
        new("StatefulSet", null, "spec", "template"),
        new("DaemonSet", null, "spec", "template"),
        new("Job", null, "spec", "template"),
        new("CronJob", null, "spec", "jobTemplate", "spec", "template"),
        new("Rollout", "argoproj.io", "spec", "template"),
        new("DeploymentConfig", "apps.openshift.io", "spec", "template"),
        new("Service", "serving.knative.dev", "spec", "template"),
        new("Configuration", "serving.knative.dev", "spec", "template"),
        new("Revision", "serving.knative.dev"),
        new("ScaledJob", "keda.sh", "spec", "jobTargetRef", "template"),
        new("SandboxTemplate", "extensions.agents.x-k8s.io", "spec", "podTemplate"),
        new("Sandbox", "agents.x-k8s.io", "spec", "podTemplate"),
    ];

    /// <summary>The names of the kinds, each once.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. All.Select(path => path.Kind).Distinct()];

    /// <summary>The path for a resource; null where it has no pod.</summary>
    public static PodTemplatePath? Of(Resource resource) =>
        All.FirstOrDefault(path => path.Kind == resource.Kind && (path.Group is null || path.Group == resource.Group));
}
