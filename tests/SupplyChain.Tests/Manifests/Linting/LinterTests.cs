using SupplyChain.Manifests;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Yaml;
using SupplyChain.Reports;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Manifests.Linting;

public sealed class LinterTests
{
    private const string Pod =
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n  namespace: n\nspec:\n  containers:\n  - name: c\n    image: a:1\n";

    private static LintReport Lint(string yaml, params string[] rules) =>
        Linter.Lint(
            ManifestSet.Parse([("m.yaml", yaml)]),
            rules.Length == 0 ? new LintOptions() : new LintOptions { Rules = RuleSet.BuiltIn.Select(rules) }
        );

    private static string Policy(string space, string selector, string types = "[Ingress]", string extra = "") =>
        $"---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: np, namespace: {space}}}\nspec: {{podSelector: {selector}, policyTypes: {types}{extra}}}\n";

    [Fact]
    public void A_finding_says_what_where_and_how_to_mend_it()
    {
        var finding = Assert.Single(Lint(Pod + "    securityContext: {privileged: yes}\n", "pss-privileged").Findings);
        Assert.Equal(("pss-privileged", Severity.Critical), (finding.Rule, finding.Severity));
        Assert.Equal(("m.yaml", 10, 35), (finding.File, finding.Line, finding.Column));
        Assert.Equal(new ResourceName("Pod", "n", "p"), finding.Resource);
        Assert.Equal("spec.containers[0].securityContext.privileged", finding.Path);
        Assert.NotEmpty(finding.Remedy);
    }

    [Fact]
    public void Lists_are_taken_apart_and_the_path_begins_at_the_resource()
    {
        var report = Lint(
            "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  spec: {hostPID: true}\n",
            "pss-*"
        );
        Assert.Equal(1, report.Resources);
        Assert.Equal("spec.hostPID", Assert.Single(report.Findings).Path);
    }

    [Theory]
    [InlineData("", "---\napiVersion: v1\nkind: Pod\n", "not read")]
    [InlineData("apiVersion: v1\nkind: List\nitems:\n", "- {apiVersion: v1, kind: Pod}\n", "not read")]
    [InlineData(
        "",
        "---\napiVersion: v1\nkind: Pod\nspec: {hostPID: true, hostIPC: true, containers: [{name: a}, {name: b}, {name: c}]}\n",
        "not judged"
    )]
    public void A_file_of_nothing_but_tiny_objects_ends_in_a_bound_and_is_no_pass(string head, string part, string what)
    {
        var text = head + string.Concat(Enumerable.Repeat(part, 12_000));
        var report = Lint(text, "pss-*");
        var problem = Assert.Single(report.Problems);
        Assert.Equal(YamlProblemKind.Limit, problem.Kind);
        Assert.EndsWith(
            $"so {(what == "not read" ? "the rest" : "what follows")} was {what}.",
            problem.Message,
            StringComparison.Ordinal
        );
        Assert.False(report.Complete);
        Assert.InRange(report.Findings.Count, 0, 25_000);
        Assert.Equal(report.Findings, Lint(text, "pss-*").Findings);
    }

    [Fact]
    public void A_document_that_cannot_be_read_makes_conclusions_from_absence_not_evaluated()
    {
        var report = Lint(Pod + "---\nkind: [\n", "net-pod-no-ingress-policy", "pss-host-path");
        Assert.False(report.Complete);
        Assert.Empty(report.Findings);
        Assert.Equal(["pss-host-path"], report.RulesRun);
        Assert.Equal("net-pod-no-ingress-policy", Assert.Single(report.NotEvaluated).Rule);
    }

    [Theory]
    [InlineData("replicas: 2\n")]
    [InlineData("[{apiVersion: v1, kind: Pod}]\n")]
    [InlineData("apiVersion: v1\nkind: List\nitems: []\n")]
    public void Manifests_without_any_object_are_no_pass(string text)
    {
        var report = Lint(text);
        Assert.Equal(YamlProblemKind.NoResource, Assert.Single(report.Problems).Kind);
        Assert.False(report.Complete);
        Assert.Equal(ExitCode.Undetermined, report.ToReport(RuleSet.BuiltIn, Severity.High).ExitCode);
    }

    [Fact]
    public void A_document_that_is_no_resource_is_said_to_be_none()
    {
        var note = Assert.Single(Lint(Pod + "---\nreplicas: 2\n", "pss-*").NotEvaluated);
        Assert.Equal(("m.yaml", 11), (note.File, note.Line));
    }

    [Fact]
    public void A_template_is_a_problem_and_no_pass()
    {
        var report = Lint("apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Values.name }}\n");
        Assert.False(report.Complete);
        Assert.Contains("helm template", Assert.Single(report.Problems).Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("n", "{}", "[Ingress]", "", true)]
    [InlineData("n", "{}", "[Egress]", "", false)]
    [InlineData("other", "{}", "[Ingress]", "", false)]
    [InlineData("n", "{matchLabels: {app: p}}", "[Ingress]", "", false)]
    [InlineData("n", "{matchExpressions: [{key: app, operator: DoesNotExist}]}", "[Ingress]", "", true)]
    [InlineData("n", "{}", "[]", "", true)]
    public void A_policy_isolates_the_pods_it_selects_in_its_own_namespace(
        string space,
        string selector,
        string types,
        string extra,
        bool isolated
    ) =>
        Assert.Equal(
            isolated ? 0 : 1,
            Lint(Pod + Policy(space, selector, types, extra), "net-pod-no-ingress-policy").Findings.Count
        );

    [Theory]
    [InlineData(
        "{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {name: c, namespace: n}, spec: {endpointSelector: {}, ingress: [{}]}}",
        0,
        0
    )]
    [InlineData(
        "{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {name: c, namespace: n}, spec: {endpointSelector: {}, egress: [{}]}}",
        1,
        0
    )]
    [InlineData(
        "{apiVersion: cilium.io/v2, kind: CiliumClusterwideNetworkPolicy, metadata: {name: c}, spec: {endpointSelector: {matchLabels: {'k8s:io.kubernetes.pod.namespace': n}}, ingress: []}}",
        0,
        0
    )]
    [InlineData(
        "{apiVersion: projectcalico.org/v3, kind: GlobalNetworkPolicy, metadata: {name: c}, spec: {selector: all(), types: [Ingress]}}",
        0,
        0
    )]
    [InlineData(
        "{apiVersion: projectcalico.org/v3, kind: NetworkPolicy, metadata: {name: c, namespace: n}, spec: {selector: app == 'x', types: [Ingress]}}",
        1,
        0
    )]
    [InlineData(
        "{apiVersion: projectcalico.org/v3, kind: NetworkPolicy, metadata: {name: c, namespace: n}, spec: {selector: '!has(app)', types: [Ingress]}}",
        0,
        0
    )]
    [InlineData(
        "{apiVersion: projectcalico.org/v3, kind: NetworkPolicy, metadata: {name: c, namespace: n}, spec: {selector: app is x, types: [Ingress]}}",
        0,
        1
    )]
    [InlineData(
        "{apiVersion: policy.networking.k8s.io/v1alpha1, kind: BaselineAdminNetworkPolicy, metadata: {name: default}, spec: {subject: {namespaces: {matchLabels: {kubernetes.io/metadata.name: n}}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}}",
        0,
        0
    )]
    public void Other_dialects_isolate_too(string policy, int findings, int notEvaluated)
    {
        var report = Lint(Pod + "---\n" + policy + "\n", "net-pod-no-ingress-policy");
        Assert.Equal((findings, notEvaluated), (report.Findings.Count, report.NotEvaluated.Count));
    }

    [Fact]
    public void A_level_that_is_demanded_raises_its_findings_to_high_and_leaves_out_the_other()
    {
        var set = ManifestSet.Parse([("m.yaml", Pod)]);
        var rules = RuleSet.BuiltIn.Select(["pss-*"]);
        Assert.Empty(Linter.Lint(set, new LintOptions { Rules = rules, PodSecurity = PodSecurityLevel.Baseline }).Findings);
        Assert.False(Linter.Lint(set, new LintOptions { Rules = rules }).HasFindings(Severity.High));
        Assert.True(
            Linter
                .Lint(set, new LintOptions { Rules = rules, PodSecurity = PodSecurityLevel.Restricted })
                .HasFindings(Severity.High)
        );
    }

    [Fact]
    public void Findings_are_sorted_and_the_same_in_every_run()
    {
        var set = ManifestSet.Load([TestData.Require("manifests/kube-prometheus")]);
        var first = Linter.Lint(set, new LintOptions());
        Assert.Equal(first.Findings, Linter.Lint(set, new LintOptions()).Findings);
        Assert.Equal(
            first.Findings,
            first
                .Findings.OrderBy(finding => finding.File, StringComparer.Ordinal)
                .ThenBy(finding => finding.Line)
                .ThenBy(finding => finding.Column)
        );
        Assert.All(first.Findings, finding => Assert.False(finding.Path.Length == 0 && finding.Column > 1));
    }

    [Fact]
    public void Values_of_secrets_are_in_no_finding()
    {
        const string Value = "correct-horse-7-battery";
        var encoded = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Value));
        var report = Lint(
            $"apiVersion: v1\nkind: Secret\nmetadata: {{name: s}}\ndata: {{password: {encoded}}}\nstringData: {{token: {Value}}}\n---\n"
                + $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: c}}\ndata: {{api-token: {Value}, url: 'postgres://u:{Value}@db/x'}}\n---\n"
                + $"apiVersion: v1\nkind: Pod\nspec: {{containers: [{{name: c, env: [{{name: TOKEN, value: {Value}}}]}}]}}\n"
        );
        Assert.Equal(5, report.Findings.Count(finding => finding.Rule.StartsWith("sec-", StringComparison.Ordinal)));
        Assert.All(report.Findings, finding => Assert.DoesNotContain("horse", finding.ToString(), StringComparison.Ordinal));
        Assert.All(report.Findings, finding => Assert.DoesNotContain(encoded, finding.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("DATABASE_PASSWORD", "${DB_PASSWORD}")]
    [InlineData("DATABASE_PASSWORD", "$(DB_PASSWORD)")]
    [InlineData("TOKEN_FILE", "/var/run/token")]
    [InlineData("TOKEN", "/var/run/secrets/token")]
    [InlineData("USE_TOKEN", "truely")]
    [InlineData("API_KEY", "API_KEY_VAL")]
    [InlineData("TOKEN_TTL", "one hour")]
    [InlineData("SECRET", "")]
    [InlineData("DATABASE_HOST", "db.shop.example")]
    [InlineData("URL", "https://shop.example/path")]
    public void What_only_looks_like_a_credential_is_none(string name, string value) =>
        Assert.Empty(
            Lint(
                $"{{apiVersion: v1, kind: Pod, spec: {{containers: [{{env: [{{name: {name}, value: '{value}'}}]}}]}}}}",
                "sec-env-literal"
            ).Findings
        );

    [Fact]
    public void The_hardened_sample_has_no_finding_of_high_severity_and_the_broken_one_each_mistake()
    {
        var samples = Path.Combine(Repository(), "samples");
        var options = new LintOptions { PodSecurity = PodSecurityLevel.Restricted };
        var shop = Linter.Lint(ManifestSet.Load([Path.Combine(samples, "shop", "manifests")]), options);
        Assert.True(shop.Complete);
        Assert.DoesNotContain(shop.Findings, finding => finding.Severity >= Severity.Medium);

        var broken = Linter.Lint(ManifestSet.Load([Path.Combine(samples, "shop-broken", "manifests")]), options);
        Assert.Superset(
            new HashSet<string>
            {
                "pss-run-as-user",
                "img-latest",
                "rbac-star-star",
                "sec-manifest-data",
                "net-pod-no-ingress-policy",
                "psa-unset",
            },
            broken.Findings.Select(finding => finding.Rule).ToHashSet()
        );
    }

    [Fact]
    public void Real_manifests_lint_whole()
    {
        var report = Linter.Lint(
            ManifestSet.Load([TestData.Require("manifests"), TestData.Require("netpol-cases")]),
            new LintOptions()
        );
        Assert.True(report.Resources > 500);
        Assert.All(
            report.Findings,
            finding => Assert.True(finding.Line > 0 && finding.Column > 0 && finding.Message.EndsWith('.'))
        );
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "SupplyChain.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
