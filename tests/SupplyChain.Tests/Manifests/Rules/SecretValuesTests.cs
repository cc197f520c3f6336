using System.Text;
using SupplyChain.Manifests;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Rules.Secrets;
using SupplyChain.Reports;
using SupplyChain.Reports.Sarif;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Manifests.Rules;

public sealed class SecretValuesTests
{
    private static string Reports(ManifestSet set)
    {
        var lint = Linter.Lint(set, new LintOptions());
        var report = lint.ToReport(RuleSet.BuiltIn, Severity.Low);
        using var bytes = new MemoryStream();
        LintReportJson.Write(lint, bytes);
        SarifReport.Write(report, bytes);
        JUnitReport.Write(report, bytes);
        using var text = new StringWriter();
        MarkdownReport.Write(report, text);
        var lines = lint
            .Findings.Where(finding => finding.At is not null)
            .Select(finding => SourceExcerpt.Of(finding, finding.Source!.Root, finding.At!));
        return Encoding.UTF8.GetString(bytes.ToArray()) + text + string.Join('\n', lines);
    }

    /// <summary>The values of every Secret of a set, as written and decoded, that are long enough to be told from other text.</summary>
    private static IEnumerable<string> Values(ManifestSet set) =>
        from secret in set.Resources
        where secret.Kind == "Secret"
        from field in new[] { "data", "stringData" }
        from entry in secret.Root[field]?.Entries ?? []
        let written = entry.Value.AsString ?? ""
        from value in new[] { written, SecretShape.Decode(written) ?? "" }
        from line in value.Split('\n')
        where line.Trim().Length >= 8
        select line.Trim();

    [Theory]
    [InlineData("manifests/argo-cd")]
    [InlineData("manifests/kube-prometheus")]
    [InlineData("manifests/microservices-demo")]
    public void No_value_of_a_secret_in_real_manifests_is_in_a_report(string folder)
    {
        var set = ManifestSet.Load([TestData.Require(folder)]);
        var reports = Reports(set);
        Assert.All(Values(set).Distinct(), value => Assert.DoesNotContain(value, reports, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("v1", "Secret", "stringData: {admin-password: hunter2hunter2}")]
    [InlineData("v1", "Secret", "data: {admin-password: aHVudGVyMmh1bnRlcjI=}")]
    [InlineData("v1", "ConfigMap", "data: {admin-password: hunter2hunter2, file: \"password=hunter2hunter2\\nuser=x\"}")]
    [InlineData(
        "v1",
        "Pod",
        "spec: {containers: [{name: c, env: [{name: DB_PASSWORD, value: hunter2hunter2}], args: ['--password=hunter2hunter2', --token, hunter2hunter2]}]}"
    )]
    [InlineData("v1", "Config", "users: [{name: u, user: {token: hunter2hunter2}}]")]
    [InlineData(
        "v1",
        "Secret",
        "type: bootstrap.kubernetes.io/token\nstringData: {token-id: abcdef, token-secret: hunter2hunter2}"
    )]
    [InlineData(
        "apiserver.config.k8s.io/v1",
        "EncryptionConfiguration",
        "resources: [{resources: [secrets], providers: [{aescbc: {keys: [{name: k, secret: hunter2hunter2}]}}]}]"
    )]
    [InlineData("v1", "Pod", "spec: {containers: [{name: c, env: [{name: AWS_SECRET_ACCESS_KEY, value: hunter2hunter2}]}]}")]
    public void A_credential_is_found_and_its_value_is_in_no_report(string version, string kind, string rest)
    {
        var set = ManifestSet.Parse([("m.yaml", $"apiVersion: {version}\nkind: {kind}\nmetadata: {{name: x}}\n{rest}\n")]);
        var reports = Reports(set);
        Assert.Contains(
            Linter.Lint(set, new LintOptions()).Findings,
            finding => finding.Severity >= Severity.High && finding.Rule.Split('-')[0] is "sec" or "authn" or "enc"
        );
        Assert.DoesNotContain("hunter2hunter2", reports, StringComparison.Ordinal);
        Assert.DoesNotContain("aHVudGVyMmh1bnRlcjI", reports, StringComparison.Ordinal);
    }
}
