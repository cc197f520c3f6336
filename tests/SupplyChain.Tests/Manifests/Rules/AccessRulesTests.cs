using SupplyChain.Manifests;
using SupplyChain.Manifests.Linting;
using Xunit;

namespace SupplyChain.Tests.Manifests.Rules;

public sealed class AccessRulesTests
{
    private const string Takeover = "rbac-workload-takeover";

    private static LintReport Lint(string rule, params string[] documents) =>
        Linter.Lint(
            ManifestSet.Parse([("m.yaml", string.Join("\n---\n", documents))]),
            new LintOptions { Rules = RuleSet.BuiltIn.Select([rule]) }
        );

    private static string Pod(string spec = "serviceAccountName: ops", string space = "shop") =>
        $"{{apiVersion: v1, kind: Pod, metadata: {{name: p, namespace: {space}}}, spec: {{{spec}, containers: [{{name: c, image: a}}]}}}}";

    private static string Role(string rule, string kind = "ClusterRole", string space = "") =>
        $"{{apiVersion: rbac.authorization.k8s.io/v1, kind: {kind}, metadata: {{name: r{space}}}, rules: [{{{rule}}}]}}";

    private static string Binding(
        string subject = "{kind: ServiceAccount, name: ops, namespace: shop}",
        string role = "r",
        string kind = "ClusterRoleBinding",
        string space = "kube-system"
    ) =>
        $"{{apiVersion: rbac.authorization.k8s.io/v1, kind: {kind}, metadata: {{name: b, namespace: {space}}}, roleRef: {{apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: {role}}}, subjects: [{subject}]}}";

    private const string Impersonate = "apiGroups: [''], resources: [users], verbs: [impersonate]";
    private const string ReadSecrets = "apiGroups: [''], resources: [secrets], verbs: [list]";

    [Fact]
    public void A_pod_with_the_token_of_an_account_that_may_take_the_cluster_is_critical_and_points_to_the_binding()
    {
        var finding = Assert.Single(Lint(Takeover, Role(Impersonate), Binding(), Pod()).Findings);
        Assert.Equal(Severity.Critical, finding.Severity);
        Assert.Contains("act as somebody else", finding.Message, StringComparison.Ordinal);
        Assert.Equal("spec.serviceAccountName", finding.Path);
    }

    [Theory]
    [InlineData("{kind: Group, name: 'system:serviceaccounts'}")]
    [InlineData("{kind: Group, name: 'system:serviceaccounts:shop'}")]
    [InlineData("{kind: Group, name: 'system:authenticated'}")]
    [InlineData("{kind: User, name: 'system:serviceaccount:shop:ops'}")]
    public void Rights_of_groups_and_of_the_user_name_are_the_accounts_too(string subject) =>
        Assert.Single(Lint(Takeover, Role(Impersonate), Binding(subject), Pod()).Findings);

    [Theory]
    [InlineData("{kind: ServiceAccount, name: ops, namespace: other}")]
    [InlineData("{kind: ServiceAccount, name: other, namespace: shop}")]
    [InlineData("{kind: User, name: ops}")]
    [InlineData("{kind: Group, name: 'system:serviceaccounts:other'}")]
    public void Rights_of_others_do_not_count(string subject) =>
        Assert.Empty(Lint(Takeover, Role(Impersonate), Binding(subject), Pod()).Findings);

    [Fact]
    public void Without_the_token_in_the_pod_its_rights_do_not_count() =>
        Assert.Empty(
            Lint(
                Takeover,
                Role(Impersonate),
                Binding(),
                Pod("serviceAccountName: ops, automountServiceAccountToken: false")
            ).Findings
        );

    [Fact]
    public void The_account_can_keep_its_token_out_of_pods_and_a_pod_can_ask_for_it_again()
    {
        const string Account =
            "{apiVersion: v1, kind: ServiceAccount, metadata: {name: ops, namespace: shop}, automountServiceAccountToken: false}";
        Assert.Empty(Lint(Takeover, Account, Role(Impersonate), Binding(), Pod()).Findings);
        Assert.Single(
            Lint(
                Takeover,
                Account,
                Role(Impersonate),
                Binding(),
                Pod("serviceAccountName: ops, automountServiceAccountToken: true")
            ).Findings
        );
    }

    [Theory]
    [InlineData("kube-system", 1)]
    [InlineData("shop", 0)]
    public void A_binding_in_one_namespace_takes_the_cluster_only_where_the_cluster_runs(string space, int findings) =>
        Assert.Equal(
            findings,
            Lint(
                Takeover,
                Role("apiGroups: [''], resources: [pods], verbs: [create]"),
                Binding(kind: "RoleBinding", space: space),
                Pod()
            ).Findings.Count
        );

    [Fact]
    public void Reading_every_secret_is_high_and_not_yet_critical() =>
        Assert.Equal(Severity.High, Assert.Single(Lint(Takeover, Role(ReadSecrets), Binding(), Pod()).Findings).Severity);

    [Fact]
    public void Rights_on_named_objects_take_no_cluster() =>
        Assert.Empty(Lint(Takeover, Role(ReadSecrets + ", resourceNames: [one]"), Binding(), Pod()).Findings);

    [Theory]
    [InlineData("cluster-admin", 1)]
    [InlineData("edit", 1)]
    [InlineData("view", 0)]
    public void Roles_that_every_cluster_has_count_without_standing_in_the_manifests(string role, int findings) =>
        Assert.Equal(findings, Lint(Takeover, Binding(role: role), Pod()).Findings.Count);

    [Theory]
    [InlineData("Role", "", 0)]
    [InlineData("ClusterRole", "", 1)]
    [InlineData("Role", ", namespace: kube-system", 1)]
    public void Writing_configuration_matters_where_the_cluster_keeps_its_own(string kind, string space, int findings) =>
        Assert.Equal(
            findings,
            Lint(
                "rbac-kube-system-cm",
                Role("apiGroups: [''], resources: [configmaps], verbs: [update]", kind, space)
            ).Findings.Count
        );

    [Fact]
    public void A_named_object_of_the_cluster_matters_by_itself() =>
        Assert.Single(
            Lint(
                "rbac-kube-system-cm",
                Role("apiGroups: [''], resources: [configmaps], verbs: [update], resourceNames: [aws-auth]")
            ).Findings
        );

    [Theory]
    [InlineData("aggregate-to-view", ReadSecrets, 1)]
    [InlineData("aggregate-to-edit", ReadSecrets, 0)]
    [InlineData("aggregate-to-edit", Impersonate, 1)]
    public void A_role_that_flows_into_another_gives_no_more_than_that_has(string label, string rule, int findings) =>
        Assert.Equal(
            findings,
            Lint("rbac-aggregation", Role(rule, space: $", labels: {{rbac.authorization.k8s.io/{label}: 'true'}}")).Findings.Count
        );
}
