using SupplyChain.Manifests;
using SupplyChain.Manifests.Linting;
using Xunit;

namespace SupplyChain.Tests.Manifests.Rules;

public sealed class FlagRulesTests
{
    private static IEnumerable<string> Broken(string yaml, string rules, int version = 37) =>
        Linter
            .Lint(
                ManifestSet.Parse([("m.yaml", yaml)]),
                new LintOptions
                {
                    Rules = RuleSet.BuiltIn.Select(rules.Split(' ')),
                    KubernetesVersion = new KubernetesVersion(version),
                }
            )
            .Findings.Select(finding => $"{finding.Rule} {finding.Path}");

    private static string Pod(string program, params string[] words) =>
        $"apiVersion: v1\nkind: Pod\nmetadata: {{name: p}}\nspec:\n  containers:\n  - name: c\n    command: ['{string.Join("', '", words.Prepend(program))}']\n";

    [Theory]
    [InlineData("v1beta3", "{anonymous-auth: 'true', audit-log-maxage: '7'}")]
    [InlineData("v1beta4", "[{name: anonymous-auth, value: 'true'}, {name: audit-log-maxage, value: '7'}]")]
    public void Both_forms_of_kubeadm_are_read(string version, string arguments)
    {
        var yaml = $"apiVersion: kubeadm.k8s.io/{version}\nkind: ClusterConfiguration\napiServer: {{extraArgs: {arguments}}}\n";
        Assert.Single(Broken(yaml, "authn-anonymous"));
        Assert.Contains(Broken(yaml, "aud-retention"), finding => finding.Contains("extraArgs", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("controllerManager: {extraArgs: {profiling: 'true'}}", "kcm-profiling")]
    [InlineData("scheduler: {extraArgs: {bind-address: 0.0.0.0}}", "sched-bind")]
    [InlineData("etcd: {local: {extraArgs: {peer-auto-tls: 'true'}}}", "etcd-peer-auto-tls")]
    [InlineData("apiServer: {extraArgs: {tls-min-version: VersionTLS10}}", "api-ciphers")]
    public void Every_component_of_kubeadm_is_read(string part, string rule) =>
        Assert.NotEmpty(Broken($"apiVersion: kubeadm.k8s.io/v1beta3\nkind: ClusterConfiguration\n{part}\n", rule));

    [Fact]
    public void What_kubeadm_sets_itself_is_not_called_missing() =>
        Assert.Empty(
            Broken(
                "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\n",
                "api-client-ca api-tls api-kubelet-client api-etcd-tls api-adm-node-restriction kcm-bind kcm-sa-key etcd-tls authz-always-allow"
            )
        );

    [Fact]
    public void The_kubelets_flags_in_kubeadm_outweigh_its_file() =>
        Assert.Equal(
            ["kubelet-anonymous nodeRegistration.kubeletExtraArgs[0].value"],
            Broken(
                "apiVersion: kubeadm.k8s.io/v1beta4\nkind: JoinConfiguration\nnodeRegistration: {kubeletExtraArgs: [{name: anonymous-auth, value: 'true'}]}\n",
                "kubelet-*"
            )
        );

    [Fact]
    public void Defaults_of_the_kubelets_file_are_not_those_of_its_flags()
    {
        var broken = Broken("apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n", "kubelet-*").ToList();
        Assert.DoesNotContain(broken, finding => finding.StartsWith("kubelet-anonymous", StringComparison.Ordinal));
        Assert.DoesNotContain(broken, finding => finding.StartsWith("kubelet-read-only-port", StringComparison.Ordinal));
        Assert.Contains(broken, finding => finding.StartsWith("kubelet-seccomp-default", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", 0)]
    [InlineData("TLS_AES_128_GCM_SHA256,TLS_CHACHA20_POLY1305_SHA256", 0)]
    [InlineData("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256", 1)]
    [InlineData("TLS_ECDHE_RSA_WITH_RC4_128_SHA", 1)]
    [InlineData("TLS_RSA_WITH_AES_256_GCM_SHA384", 1)]
    public void Suites_that_Go_calls_insecure_are_weak(string suites, int findings) =>
        Assert.Equal(findings, Broken(Pod("kube-apiserver", "--tls-cipher-suites=" + suites), "api-ciphers").Count());

    [Theory]
    [InlineData("audit-policy-file=/etc/audit/p.yaml", "/etc/audit", 0)]
    [InlineData("audit-policy-file=/etc/audit/p.yaml", "/etc/audi", 1)]
    [InlineData("audit-log-path=-", "/etc/audit", 0)]
    public void Files_of_the_audit_log_must_be_mounted(string flag, string mount, int findings) =>
        Assert.Equal(
            findings,
            Broken(
                    Pod("kube-apiserver", "--" + flag) + $"    volumeMounts: [{{name: a, mountPath: {mount}}}]\n",
                    "aud-mount-missing"
                )
                .Count()
        );

    [Theory]
    [InlineData("batch/v1beta1", "CronJob", 24, "api-deprecated")]
    [InlineData("batch/v1beta1", "CronJob", 25, "api-removed")]
    [InlineData("flowcontrol.apiserver.k8s.io/v1beta3", "FlowSchema", 31, "api-deprecated")]
    [InlineData("flowcontrol.apiserver.k8s.io/v1beta3", "FlowSchema", 32, "api-removed")]
    [InlineData("networking.k8s.io/v1beta1", "ServiceCIDR", 36, "api-deprecated")]
    [InlineData("networking.k8s.io/v1beta1", "ServiceCIDR", 37, "api-removed")]
    [InlineData("policy/v1beta1", "PodSecurityPolicy", 25, "psp-present")]
    [InlineData("policy/v1beta1", "PodSecurityPolicy", 24, "api-deprecated")]
    [InlineData("v1", "Endpoints", 33, "api-deprecated")]
    public void Versions_of_an_api_are_judged_for_the_version_of_the_cluster(string api, string kind, int version, string rule) =>
        Assert.Equal(
            [rule + " apiVersion"],
            Broken($"apiVersion: {api}\nkind: {kind}\nmetadata: {{name: x}}\n", "api-removed api-deprecated psp-present", version)
        );

    [Theory]
    [InlineData("privileged: true", "the level privileged does")]
    [InlineData("volumes: [hostPath]", "the level privileged does")]
    [InlineData("privileged: false, runAsUser: {rule: RunAsAny}", "the level baseline does")]
    [InlineData(
        "allowPrivilegeEscalation: false, runAsUser: {rule: MustRunAsNonRoot}, requiredDropCapabilities: [ALL], volumes: [secret]",
        "what the level restricted allows"
    )]
    public void An_old_policy_names_the_level_that_stands_for_it(string spec, string level) =>
        Assert.Contains(
            level,
            Assert
                .Single(
                    Linter
                        .Lint(
                            ManifestSet.Parse([
                                (
                                    "m.yaml",
                                    $"apiVersion: policy/v1beta1\nkind: PodSecurityPolicy\nmetadata: {{name: x}}\nspec: {{{spec}}}\n"
                                ),
                            ]),
                            new LintOptions { Rules = RuleSet.BuiltIn.Select(["psp-present"]) }
                        )
                        .Findings
                )
                .Message,
            StringComparison.Ordinal
        );
}
