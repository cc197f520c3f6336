using SupplyChain.Manifests;
using SupplyChain.Manifests.Graph;
using Xunit;

namespace SupplyChain.Tests.Manifests.Rules;

public sealed class MeshRulesTests
{
    private const string Pod =
        "{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: shop, labels: {app: api}}, spec: {containers: [{name: c}]}}";

    private static string Policy(string space, string spec, string name = "x") =>
        $"\n---\n{{apiVersion: security.istio.io/v1, kind: PeerAuthentication, metadata: {{name: {name}, namespace: {space}}}, spec: {{{spec}}}}}";

    private static string? Mode(string? port, params string[] policies)
    {
        var graph = new ManifestGraph([.. ManifestSet.Parse([("m.yaml", Pod + string.Concat(policies))]).Resources]);
        return graph.Mesh.ModeOf(graph.Workloads.Single(), port)?.AsString;
    }

    private static readonly string Mesh = Policy("istio-system", "mtls: {mode: STRICT}");
    private static readonly string Namespace = Policy("shop", "mtls: {mode: PERMISSIVE}");

    private static readonly string Workload = Policy(
        "shop",
        "selector: {matchLabels: {app: api}}, mtls: {mode: STRICT}, portLevelMtls: {8080: {mode: DISABLE}}",
        "api"
    );

    [Fact]
    public void Without_a_policy_no_mode_is_said() => Assert.Null(Mode(null));

    [Fact]
    public void The_mesh_counts_where_nothing_nearer_speaks() => Assert.Equal("STRICT", Mode(null, Mesh));

    [Fact]
    public void The_namespace_counts_before_the_mesh() => Assert.Equal("PERMISSIVE", Mode(null, Mesh, Namespace));

    [Fact]
    public void The_workload_counts_before_the_namespace() => Assert.Equal("STRICT", Mode(null, Mesh, Namespace, Workload));

    [Fact]
    public void The_port_counts_before_the_workload()
    {
        Assert.Equal("DISABLE", Mode("8080", Mesh, Namespace, Workload));
        Assert.Equal("STRICT", Mode("9090", Mesh, Namespace, Workload));
    }

    [Fact]
    public void A_mode_that_is_not_set_is_taken_from_further_out() =>
        Assert.Equal("STRICT", Mode(null, Mesh, Policy("shop", "mtls: {mode: UNSET}")));

    [Fact]
    public void A_policy_for_other_pods_does_not_count() =>
        Assert.Equal("STRICT", Mode(null, Mesh, Policy("shop", "selector: {matchLabels: {app: web}}, mtls: {mode: DISABLE}")));

    [Fact]
    public void A_policy_of_another_namespace_does_not_count() =>
        Assert.Null(Mode(null, Policy("other", "mtls: {mode: STRICT}")));
}
