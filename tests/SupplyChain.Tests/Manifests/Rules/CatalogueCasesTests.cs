using SupplyChain.Manifests;
using SupplyChain.Manifests.Linting;
using Xunit;

namespace SupplyChain.Tests.Manifests.Rules;

/// <summary>Cases beyond the examples: what must also fail, and what must not.</summary>
public sealed class CatalogueCasesTests
{
    private const string Pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: n}\nspec: ";

    private const string Container = "containers: [{name: c, image: a";

    private static int Count(string rule, string yaml) =>
        Linter
            .Lint(ManifestSet.Parse([("m.yaml", yaml)]), new LintOptions { Rules = RuleSet.BuiltIn.Select([rule]) })
            .Findings.Count;

    [Theory]
    [InlineData("hostPID: true", "securityContext: {privileged: true}", 1)]
    [InlineData("hostPID: true", "securityContext: {capabilities: {add: [SYS_PTRACE]}}", 1)]
    [InlineData("hostPID: true", "securityContext: {}", 0)]
    [InlineData("hostNetwork: true", "securityContext: {privileged: true}", 0)]
    [InlineData("volumes: [{name: h, hostPath: {path: /}}]", "volumeMounts: [{name: h, mountPath: /h}]", 1)]
    [InlineData("volumes: [{name: h, hostPath: {path: /}}]", "volumeMounts: [{name: h, mountPath: /h, readOnly: true}]", 0)]
    [InlineData(
        "securityContext: {runAsNonRoot: true}, volumes: [{name: h, hostPath: {path: /}}]",
        "volumeMounts: [{name: h, mountPath: /h}]",
        0
    )]
    [InlineData(
        "securityContext: {runAsUser: 1000}, volumes: [{name: h, hostPath: {path: /}}]",
        "volumeMounts: [{name: h, mountPath: /h}], securityContext: {runAsUser: 0}",
        1
    )]
    public void A_ready_way_out_is_two_fields_together(string pod, string container, int findings) =>
        Assert.Equal(findings, Count("pod-escape-shape", $"{Pod}{{{pod}, {Container}, {container}}}]}}\n"));

    [Theory]
    [InlineData("{cidr: 0.0.0.0/0}", 1)]
    [InlineData("{cidr: 169.254.0.0/16}", 1)]
    [InlineData("{cidr: 0.0.0.0/0, except: [169.254.0.0/16]}", 0)]
    [InlineData("{cidr: '::/0'}", 1)]
    [InlineData("{cidr: 10.0.0.0/8}", 0)]
    public void The_metadata_service_is_reached_by_every_range_that_holds_it(string block, int findings) =>
        Assert.Equal(
            findings,
            Count(
                "net-egress-metadata",
                $"apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: e}}\nspec: {{podSelector: {{}}, policyTypes: [Egress], egress: [{{to: [{{ipBlock: {block}}}]}}]}}\n"
            )
        );

    [Theory]
    [InlineData(
        "resources: [events], providers: [{identity: {}}]",
        "resources: ['*.*'], providers: [{kms: {apiVersion: v2}}]",
        0
    )]
    [InlineData(
        "resources: ['*.*'], providers: [{identity: {}}]",
        "resources: [secrets], providers: [{kms: {apiVersion: v2}}]",
        1
    )]
    [InlineData(
        "resources: [secrets], providers: [{kms: {apiVersion: v2}}, {identity: {}}]",
        "resources: [events], providers: [{identity: {}}]",
        0
    )]
    public void The_first_entry_that_covers_secrets_decides_whether_they_are_encrypted(
        string first,
        string second,
        int findings
    ) =>
        Assert.Equal(
            findings,
            Count(
                "enc-identity-first",
                $"apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\nresources: [{{{first}}}, {{{second}}}]\n"
            )
        );

    [Theory]
    [InlineData("web", 1)]
    [InlineData("8080", 0)]
    public void A_named_port_is_followed_to_the_pods(string port, int findings) =>
        Assert.Equal(
            findings,
            Count(
                "svc-sensitive-port",
                $"apiVersion: v1\nkind: Service\nmetadata: {{name: s, namespace: n}}\nspec: {{type: NodePort, selector: {{app: p}}, ports: [{{port: 80, targetPort: {port}}}]}}\n---\napiVersion: v1\nkind: Pod\nmetadata: {{name: p, namespace: n, labels: {{app: p}}}}\nspec: {{{Container}, ports: [{{name: web, containerPort: 6379}}]}}]}}\n"
            )
        );

    [Theory]
    [InlineData("v1", "ConfigMap", "data: {grafana.ini: \"[auth.anonymous]\\nenabled = true\\n\"}", "mon-exposed", 1)]
    [InlineData(
        "v1",
        "ConfigMap",
        "data: {grafana.ini: \"[auth.anonymous]\\nenabled = false\\n[x]\\nenabled = true\\n\"}",
        "mon-exposed",
        0
    )]
    [InlineData("v1", "ConfigMap", "data: {loki.yaml: \"auth_enabled: false\\n\"}", "mon-exposed", 1)]
    [InlineData("v1", "ConfigMap", "data: {v.hcl: \"listener \\\"tcp\\\" {\\n tls_disable = 1\\n}\\n\"}", "vault-dev", 1)]
    [InlineData("v1", "ConfigMap", "data: {v.hcl: \"listener \\\"tcp\\\" {\\n tls_disable = 0\\n}\\n\"}", "vault-dev", 0)]
    [InlineData("v1", "Service", "spec: {ports: [{port: 44134}]}", "tiller", 0)]
    [InlineData("policies.kyverno.io/v1", "ValidatingPolicy", "spec: {validationActions: [Audit]}", "kyverno-audit", 1)]
    [InlineData("policies.kyverno.io/v1", "ValidatingPolicy", "spec: {validationActions: [Deny]}", "kyverno-audit", 0)]
    [InlineData("audit.k8s.io/v1", "Policy", "rules: [{level: Metadata}]", "kyverno-audit", 0)]
    [InlineData("projectcalico.org/v3", "NetworkPolicy", "spec: {ingress: [{action: Allow, source: {}}]}", "calico-allow-any", 1)]
    [InlineData("networking.k8s.io/v1", "NetworkPolicy", "spec: {ingress: [{}]}", "calico-allow-any", 0)]
    public void Configuration_counts_where_it_is_about_the_rule(
        string version,
        string kind,
        string rest,
        string rule,
        int findings
    ) => Assert.Equal(findings, Count(rule, $"apiVersion: {version}\nkind: {kind}\nmetadata: {{name: x}}\n{rest}\n"));

    [Theory]
    [InlineData("0 3 * * *", 0)]
    [InlineData("*/15 0-6 1,15 JAN-MAR MON", 0)]
    [InlineData("@every 6h", 0)]
    [InlineData("CRON_TZ=Europe/Berlin 0 3 * * *", 0)]
    [InlineData("0 3 * *", 1)]
    [InlineData("60 3 * * *", 1)]
    [InlineData("0 3 0 * *", 1)]
    [InlineData("@sometimes", 1)]
    public void Times_of_backups_are_read_as_cron_reads_them(string time, int findings) =>
        Assert.Equal(
            findings,
            Count(
                "velero-cron",
                $"apiVersion: velero.io/v1\nkind: Schedule\nmetadata: {{name: d}}\nspec: {{schedule: '{time}'}}\n"
            )
        );

    [Theory]
    [InlineData("--password=hunter2-but-longer", 1)]
    [InlineData("--password=$(PASSWORD)", 0)]
    [InlineData("--password-file=/run/secrets/password", 0)]
    [InlineData("--token=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N", 1)]
    [InlineData("--url=postgres://shop:hunter2-but-longer@db/shop", 1)]
    public void A_credential_in_an_argument_is_told_from_where_it_is_kept(string argument, int findings) =>
        Assert.Equal(findings, Count("sec-args-literal", $"{Pod}{{{Container}, args: ['{argument}']}}]}}\n"));
}
