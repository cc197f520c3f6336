using SupplyChain.Manifests;
using SupplyChain.Manifests.Linting;
using Xunit;

namespace SupplyChain.Tests.Manifests.Rules;

public sealed class WouldRejectTests
{
    private static string Set(
        string labels,
        string pod = "hostUsers: true",
        string container = "securityContext: {privileged: false}"
    ) =>
        $"{{apiVersion: v1, kind: Namespace, metadata: {{name: shop, labels: {{{labels}}}}}}}\n---\n{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: api, namespace: shop}}, spec: {{template: {{spec: {{{pod}, containers: [{{name: c, image: a, {container}}}]}}}}}}}}";

    private static LintReport Lint(string yaml, int version = 37, PodSecurityLevel? level = null) =>
        Linter.Lint(
            ManifestSet.Parse([("m.yaml", yaml)]),
            new LintOptions
            {
                Rules = RuleSet.BuiltIn.Select(["psa-would-reject"]),
                KubernetesVersion = new KubernetesVersion(version),
                PodSecurity = level,
            }
        );

    private const string Enforce = "pod-security.kubernetes.io/enforce";

    [Fact]
    public void A_deployment_that_its_namespace_will_refuse_is_told_before_it_is_applied() =>
        Assert.Contains(
            "enforces baseline and will refuse the pods of Deployment shop/api: pss-host-namespaces",
            Assert.Single(Lint(Set($"{Enforce}: baseline", "hostNetwork: true")).Findings).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_namespace_without_the_label_refuses_nothing() =>
        Assert.Empty(Lint(Set("team: orders", "hostNetwork: true")).Findings);

    [Fact]
    public void Raising_a_namespace_tells_what_would_break()
    {
        Assert.Empty(Lint(Set($"{Enforce}: baseline")).Findings);
        var finding = Assert.Single(Lint(Set($"{Enforce}: baseline"), level: PodSecurityLevel.Restricted).Findings);
        Assert.StartsWith("Raised to restricted, the namespace 'shop' would refuse", finding.Message, StringComparison.Ordinal);
        Assert.Contains("pss-run-as-non-root", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(33, 0)]
    [InlineData(34, 1)]
    [InlineData(37, 1)]
    public void Going_to_a_newer_version_tells_what_would_break(int version, int findings)
    {
        var report = Lint(
            Set($"{Enforce}: baseline", container: "livenessProbe: {httpGet: {host: db.example, port: 80}}"),
            version
        );
        Assert.Equal(findings, report.Findings.Count);
        Assert.All(
            report.Findings,
            finding => Assert.Contains("pss-host-probes (since 1.34)", finding.Message, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_namespace_that_pins_its_version_is_held_to_that() =>
        Assert.Empty(
            Lint(
                Set(
                    $"{Enforce}: baseline, {Enforce}-version: v1.30",
                    container: "livenessProbe: {httpGet: {host: db.example, port: 80}}"
                )
            ).Findings
        );
}
