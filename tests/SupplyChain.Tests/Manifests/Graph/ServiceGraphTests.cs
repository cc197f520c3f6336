using SupplyChain.Manifests;
using SupplyChain.Manifests.Graph;
using Xunit;

namespace SupplyChain.Tests.Manifests.Graph;

public sealed class ServiceGraphTests
{
    private const string Pod =
        "{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: n, labels: {app: a, tier: web}}, spec: {}}";

    private static ManifestGraph Graph(params string[] documents) =>
        new([.. ManifestSet.Parse([("m.yaml", string.Join("\n---\n", documents))]).Resources]);

    private static string Service(string spec, string space = "n") =>
        $"{{apiVersion: v1, kind: Service, metadata: {{name: s, namespace: {space}}}, spec: {{{spec}}}}}";

    [Theory]
    [InlineData("selector: {app: a}", "n", 1)]
    [InlineData("selector: {app: a, tier: web}", "n", 1)]
    [InlineData("selector: {app: a, tier: db}", "n", 0)]
    [InlineData("selector: {app: a}", "other", 0)]
    [InlineData("selector: {}", "n", 0)]
    [InlineData("ports: []", "n", 0)]
    [InlineData("selector: {app: a}, type: ExternalName", "n", 0)]
    public void A_service_selects_pods_of_its_namespace_with_all_its_labels(string spec, string space, int services)
    {
        var graph = Graph(Pod, Service(spec, space));
        Assert.Equal(services, graph.Services.Of(Assert.Single(graph.Workloads)).Count());
    }

    [Theory]
    [InlineData(
        "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i, namespace: n}, spec: {defaultBackend: {service: {name: s}}}}",
        1
    )]
    [InlineData(
        "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i, namespace: n}, spec: {rules: [{http: {paths: [{backend: {service: {name: s}}}]}}]}}",
        1
    )]
    [InlineData(
        "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i, namespace: other}, spec: {defaultBackend: {service: {name: s}}}}",
        0
    )]
    [InlineData(
        "{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: r, namespace: edge}, spec: {parentRefs: [{name: g}], rules: [{backendRefs: [{name: s, namespace: n}]}]}}",
        1
    )]
    [InlineData(
        "{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: r, namespace: n}, spec: {rules: [{backendRefs: [{name: s}]}]}}",
        0
    )]
    public void An_entry_exposes_the_workloads_behind_the_services_it_names(string entry, int exposures)
    {
        var graph = Graph(Pod, Service("selector: {app: a}"), entry);
        Assert.Equal(exposures, graph.Services.ExposuresOf(Assert.Single(graph.Workloads)).Count());
    }

    [Theory]
    [InlineData("LoadBalancer", 1)]
    [InlineData("NodePort", 1)]
    [InlineData("ClusterIP", 0)]
    public void A_service_exposes_by_its_type(string type, int exposures)
    {
        var graph = Graph(Pod, Service($"selector: {{app: a}}, type: {type}"));
        Assert.Equal(exposures, graph.Services.ExposuresOf(Assert.Single(graph.Workloads)).Count());
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData(", automountServiceAccountToken: false", "", false)]
    [InlineData("", ", automountServiceAccountToken: false", false)]
    [InlineData(", automountServiceAccountToken: false", "automountServiceAccountToken: true", true)]
    public void The_token_is_mounted_unless_the_pod_or_else_its_account_says_no(string account, string pod, bool mounted)
    {
        var graph = Graph(
            $"{{apiVersion: v1, kind: ServiceAccount, metadata: {{name: default, namespace: n}}{account}}}",
            $"{{apiVersion: v1, kind: Pod, metadata: {{name: p, namespace: n}}, spec: {{{pod.TrimStart(',')}}}}}"
        );
        Assert.Equal(mounted, graph.TokenOf(Assert.Single(graph.Workloads)).IsMounted);
    }

    [Fact]
    public void Names_are_found_in_their_namespace_and_owners_by_reference()
    {
        var graph = Graph(
            "{apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: r, namespace: n}}",
            "{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: n, ownerReferences: [{kind: ReplicaSet, name: r, controller: true}]}}",
            "{apiVersion: v1, kind: Namespace, metadata: {name: n}}"
        );
        Assert.Same(graph.Resources[0], graph.Index.OwnerOf(graph.Resources[1]));
        Assert.Null(graph.Index.Find("ReplicaSet", "other", "r"));
        Assert.Same(graph.Resources[2], graph.Index.Find("Namespace", "anything", "n"));
    }
}
