using CsCheck;
using SupplyChain.Manifests;
using SupplyChain.Manifests.Graph;
using SupplyChain.Manifests.Model;
using Xunit;

namespace SupplyChain.Tests.Manifests.Graph;

public sealed class AccessGraphTests
{
    private const string Api = "rbac.authorization.k8s.io";

    private static readonly Gen<string[]> Verbs = Gen.OneOfConst("get", "list", "create", "*").Array[1, 2];
    private static readonly Gen<string[]> Groups = Gen.OneOfConst("", "apps", "*").Array[1, 2];
    private static readonly Gen<string[]> Resources = Gen.OneOfConst("pods", "pods/exec", "*/exec", "secrets", "*").Array[1, 2];
    private static readonly Gen<string[]> Names = Gen.OneOfConst("a", "b").Array[0, 2];

    private static readonly Gen<AccessRequest> Request = Gen.Select(
        Gen.OneOfConst("get", "list", "create"),
        Gen.OneOfConst("", "apps"),
        Gen.OneOfConst("pods", "pods/exec", "secrets"),
        Gen.OneOfConst<string?>("a", "b", null),
        (verb, group, resource, name) => new AccessRequest(verb, group, resource, name)
    );

    private static ManifestGraph Graph(params string[] documents) =>
        new([.. ManifestSet.Parse([("m.yaml", string.Join("\n---\n", documents))]).Resources]);

    private static string Role(string kind, string name, string rules, string more = "") =>
        $"{{apiVersion: {Api}/v1, kind: {kind}, metadata: {{name: {name}, namespace: n{more}}}, rules: [{rules}]}}";

    private static string Binding(string kind, string role, string subject, string space = "n") =>
        $"{{apiVersion: {Api}/v1, kind: {kind}, metadata: {{name: b, namespace: {space}}}, roleRef: {{kind: {(role == "r" ? "Role" : "ClusterRole")}, name: {role}}}, subjects: [{subject}]}}";

    private static string List(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(text => $"'{text}'"))}]";

    [Fact]
    public void A_rule_allows_what_the_API_server_says_it_does() =>
        Gen.Select(Verbs, Groups, Resources, Names, Request)
            .Sample(
                (verbs, groups, resources, names, request) =>
                {
                    var sub = request.Resource.IndexOf('/', StringComparison.Ordinal);
                    string[] named = sub < 0 ? [request.Resource, "*"] : [request.Resource, "*", "*" + request.Resource[sub..]];
                    var expected =
                        verbs.Intersect(["*", request.Verb]).Any()
                        && groups.Intersect(["*", request.Group]).Any()
                        && resources.Intersect(named).Any()
                        && (names.Length == 0 || names.Contains(request.Name));
                    var rule =
                        $"{{verbs: {List(verbs)}, apiGroups: {List(groups)}, resources: {List(resources)}, resourceNames: {List(names)}}}";
                    var role = Graph(Role("ClusterRole", "c", rule)).Resources[0];
                    Assert.Equal(expected, Assert.Single(RbacRule.OfAny(role)).Allows(request));
                }
            );

    [Fact]
    public void More_rules_and_more_bindings_never_take_a_permission_away() =>
        Gen.Select(Verbs, Resources, Request)
            .Sample(
                (verbs, resources, request) =>
                {
                    var rule = $"{{verbs: {List(verbs)}, apiGroups: [''], resources: {List(resources)}}}";
                    string[] few =
                    [
                        Role("Role", "r", rule),
                        Binding("RoleBinding", "r", "{kind: ServiceAccount, name: s, namespace: n}"),
                    ];
                    string[] more =
                    [
                        .. few,
                        Binding("ClusterRoleBinding", "view", "{kind: Group, name: 'system:serviceaccounts'}"),
                    ];
                    if (Allows(Graph(few), request))
                    {
                        Assert.True(Allows(Graph(more), request));
                    }
                }
            );

    [Theory]
    [InlineData("/metrics", "/metrics", true)]
    [InlineData("/metrics", "/metrics/x", false)]
    [InlineData("/debug/*", "/debug/pprof", true)]
    [InlineData("*", "/anything", true)]
    [InlineData("/healthz", "/metrics", false)]
    public void Paths_that_are_no_resources_match_by_prefix(string allowed, string path, bool allows)
    {
        var role = Graph(Role("ClusterRole", "c", $"{{nonResourceURLs: ['{allowed}'], verbs: [get]}}")).Resources[0];
        var request = new AccessRequest("get", "", "") { Path = path };
        Assert.Equal(allows, Assert.Single(RbacRule.OfAny(role)).Allows(request));
    }

    [Theory]
    [InlineData("{kind: ServiceAccount, name: s, namespace: n}", true)]
    [InlineData("{kind: ServiceAccount, name: s, namespace: other}", false)]
    [InlineData("{kind: ServiceAccount, name: t, namespace: n}", false)]
    [InlineData("{kind: User, name: 'system:serviceaccount:n:s'}", true)]
    [InlineData("{kind: Group, name: 'system:serviceaccounts'}", true)]
    [InlineData("{kind: Group, name: 'system:serviceaccounts:n'}", true)]
    [InlineData("{kind: Group, name: 'system:serviceaccounts:other'}", false)]
    [InlineData("{kind: Group, name: 'system:authenticated'}", true)]
    [InlineData("{kind: Group, name: 'system:masters'}", false)]
    public void A_service_account_has_what_it_and_its_groups_are_bound_to(string subject, bool allows) =>
        Assert.Equal(
            allows,
            Allows(
                Graph(
                    Role("Role", "r", "{verbs: [get], apiGroups: [''], resources: [pods]}"),
                    Binding("RoleBinding", "r", subject)
                ),
                new AccessRequest("get", "", "pods")
            )
        );

    [Fact]
    public void A_role_binding_holds_in_its_namespace_even_for_a_cluster_role()
    {
        var graph = Graph(Binding("RoleBinding", "cluster-admin", "{kind: ServiceAccount, name: s, namespace: n}", "team"));
        Assert.All(graph.Access.OfServiceAccount("n", "s"), permission => Assert.Equal("team", permission.Namespace));
        Assert.Contains(
            graph.Access.OfServiceAccount("n", "s"),
            permission => permission.Rule.Allows(new AccessRequest("delete", "apps", "deployments"))
        );
    }

    [Fact]
    public void A_cluster_role_aggregates_the_roles_its_selector_names()
    {
        var graph = Graph(
            $"{{apiVersion: {Api}/v1, kind: ClusterRole, metadata: {{name: all}}, aggregationRule: {{clusterRoleSelectors: [{{matchLabels: {{into: all}}}}]}}}}",
            Role("ClusterRole", "part", "{verbs: [get], apiGroups: [''], resources: [secrets]}", ", labels: {into: all}"),
            Role("ClusterRole", "other", "{verbs: [get], apiGroups: [''], resources: [pods]}"),
            Binding("ClusterRoleBinding", "all", "{kind: ServiceAccount, name: s, namespace: n}")
        );
        Assert.True(Allows(graph, new AccessRequest("get", "", "secrets")));
        Assert.False(Allows(graph, new AccessRequest("get", "", "pods")));
    }

    [Fact]
    public void A_role_that_the_set_does_not_hold_and_no_cluster_has_is_not_known()
    {
        var graph = Graph(Binding("ClusterRoleBinding", "elsewhere", "{kind: ServiceAccount, name: s, namespace: n}"));
        Assert.Null(graph.Access.RoleOf(graph.Resources[0]));
        Assert.Empty(graph.Access.OfServiceAccount("n", "s"));
    }

    private static bool Allows(ManifestGraph graph, AccessRequest request) =>
        graph.Access.OfServiceAccount("n", "s").Any(permission => permission.Rule.Allows(request));
}
