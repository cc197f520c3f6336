using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Model;

namespace SupplyChain.Manifests.Rules.Cluster;

/// <summary>Rules on other parts of a cluster: its proxy, its age, what should be gone.</summary>
internal static class ComponentRules
{
    /// <summary>Minor versions that the project supports at a time (kubernetes.io/releases/version-skew-policy).</summary>
    private const int Supported = 3;

    public static IEnumerable<Rule> All { get; } =
    [
        new()
        {
            Id = "kubeproxy-metrics",
            Title = "kube-proxy shows its metrics to its own node alone",
            Reason = "The port also serves the proxy's mode and profiles, without asking who wants to know.",
            Area = HardeningArea.Cluster,
            Severity = Severity.Medium,
            Remedy = "Remove 'metricsBindAddress' or set it to 127.0.0.1:10249.",
            Aliases = ["CIS-4.3.1", "C-0291"],
            Kinds = ["KubeProxyConfiguration"],
            Check = (proxy, _) =>
                proxy.Group == "kubeproxy.config.k8s.io"
                && proxy.Root["metricsBindAddress"] is { AsString: { Length: > 0 } address } field
                && !address.StartsWith("127.", StringComparison.Ordinal)
                && !address.StartsWith("localhost", StringComparison.Ordinal)
                && !address.StartsWith("[::1]", StringComparison.Ordinal)
                    ? [new Violation(proxy, field, "The metrics are served beyond the node.")]
                    : [],
            Bad = Proxy("0.0.0.0:10249 # here"),
            Good = Proxy("127.0.0.1:10249"),
        },
        new()
        {
            Id = "k8s-eol",
            Title = "The cluster's version gets security fixes",
            Reason = "Flaws that are found now stay open in a version that is no longer maintained.",
            Area = HardeningArea.Cluster,
            Severity = Severity.Medium,
            Remedy = "Upgrade, one minor version at a time.",
            Aliases = ["C-0273"],
            Kinds = ["ClusterConfiguration", "ClusterConfig"],
            Check = (cluster, _) =>
                cluster.Group switch
                {
                    "kubeadm.k8s.io" => cluster.Root["kubernetesVersion"],
                    "eksctl.io" => cluster.Root.At("metadata", "version"),
                    _ => null,
                }
                    is { } field
                && KubernetesVersion.TryParse(field.AsString, out var version)
                && version.Minor <= KubernetesVersion.Newest.Minor - Supported
                    ? [new Violation(cluster, field, $"Kubernetes {version} gets no security fixes any more.")]
                    : [],
            Bad = Kubeadm("v1.29.3 # here"),
            Good = Kubeadm($"v{KubernetesVersion.Newest}.0"),
        },
        new()
        {
            Id = "tiller",
            Title = "Tiller is gone",
            Reason = "Tiller, of Helm 2, does with its own rights whatever anyone in the cluster asks for.",
            Area = HardeningArea.Cluster,
            Severity = Severity.High,
            Remedy = "Remove it and use Helm 3 or later, which needs none.",
            Aliases = ["KSV-0102", "CKV_K8S_34", "CKV_K8S_44", "CKV_K8S_45"],
            Kinds = [.. PodTemplatePath.Kinds, "Service"],
            // What is no Tiller says nothing about how the cluster is hardened.
            Concerns = (resource, scope) => Tiller(resource, scope).Any(),
            Check = Tiller,
            Bad = PodExample
                .Of()
                .With(
                    "registry.example/shop/api:1.4.0@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                    "ghcr.io/helm/tiller:v2.17.0 # here"
                ),
            Good = PodExample.Of(),
        },
    ];

    private static IEnumerable<Violation> Tiller(Resource resource, RuleScope scope) =>
        resource.Is("", "Service")
            ? TillerService(resource)
            : from container in scope.Graph.WorkloadOf(resource)?.Containers ?? []
            let image = container.Image
            where image?.AsString is { } text && IsTiller(text)
            select new Violation(resource, image, "The pod runs Tiller.");

    private static IEnumerable<Violation> TillerService(Resource service) =>
        service.Root.At("metadata", "name") is { AsString: "tiller-deploy" } name
            ? [new Violation(service, name, "The Service leads to Tiller.")]
            : [];

    private static bool IsTiller(string image)
    {
        var name = image[(image.LastIndexOf('/') + 1)..];
        return name == "tiller"
            || name.StartsWith("tiller:", StringComparison.Ordinal)
            || name.StartsWith("tiller@", StringComparison.Ordinal);
    }

    private static RuleExample Proxy(string address) =>
        new($"apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\nmetricsBindAddress: {address}\n");

    private static RuleExample Kubeadm(string version) =>
        new($"apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: {version}\n");
}
