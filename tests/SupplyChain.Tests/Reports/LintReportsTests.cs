using System.Text;
using System.Text.Json;
using SupplyChain.Manifests;
using SupplyChain.Manifests.Linting;
using SupplyChain.Reports;
using Xunit;

namespace SupplyChain.Tests.Reports;

public sealed class LintReportsTests
{
    private const string Pod = """
        apiVersion: v1
        kind: Pod
        metadata: { name: api, namespace: shop }
        spec:
          containers:
            - name: api
              image: a/b:1
              securityContext: { privileged: true }
        """;

    private static readonly RuleSet Rules = RuleSet.BuiltIn.Select(["pss-privileged"]);

    [Theory]
    [InlineData(Severity.Low, "deny")]
    [InlineData(Severity.Critical, "deny")]
    public void A_finding_at_or_over_the_threshold_denies(Severity failOn, string verdict) =>
        Assert.Equal(verdict, Lint(("pod.yaml", Pod)).ToReport(Rules, failOn).Verdict);

    [Fact]
    public void A_finding_below_the_threshold_is_noted_and_passes()
    {
        var rules = RuleSet.BuiltIn.Select(["pss-run-as-non-root"]);
        var report = Linter
            .Lint(ManifestSet.Parse(("pod.yaml", Pod)), new LintOptions { Rules = rules })
            .ToReport(rules, Severity.High);
        Assert.Equal("pass", report.Verdict);
        Assert.Equal(Outcome.Note, Assert.Single(report.Subjects[0].Items).Outcome);
    }

    [Fact]
    public void A_document_that_cannot_be_read_is_never_a_pass()
    {
        var report = Lint(("broken.yaml", "a: [")).ToReport(Rules, Severity.High);
        Assert.Equal("error", report.Verdict);
        Assert.Equal("broken.yaml", report.Subjects[0].Items[0].Location!.File);
    }

    [Fact]
    public void A_document_that_is_no_resource_is_told_as_skipped()
    {
        var report = Lint(("values.yaml", "replicas: 3\n---\napiVersion: v1\nkind: ConfigMap\n")).ToReport(Rules, Severity.High);
        var item = Assert.Single(report.Subjects[0].Items);
        Assert.Equal(Outcome.Skipped, item.Outcome);
        Assert.NotNull(item.Reason);
    }

    [Fact]
    public void A_rule_that_ran_without_findings_is_in_the_report() =>
        Assert.Equal(
            ["pss-privileged"],
            Lint(("values.yaml", "replicas: 3\n---\napiVersion: v1\nkind: ConfigMap\n"))
                .ToReport(Rules, Severity.High)
                .Rules.Select(rule => rule.Id)
        );

    [Fact]
    public void Json_names_the_place_and_the_object()
    {
        using var stream = new MemoryStream();
        LintReportJson.Write(Lint(("pod.yaml", Pod)), stream);
        using var json = JsonDocument.Parse(Encoding.UTF8.GetString(stream.ToArray()));
        var finding = json.RootElement.GetProperty("findings")[0];
        Assert.Equal(
            """{"kind":"Pod","namespace":"shop","name":"api"}""",
            JsonSerializer.Serialize(finding.GetProperty("object"))
        );
        Assert.Equal(("pod.yaml", 8), (finding.GetProperty("file").GetString(), finding.GetProperty("line").GetInt32()));
        Assert.Equal(JsonValueKind.True, json.RootElement.GetProperty("complete").ValueKind);
    }

    private static LintReport Lint(params (string Name, string Text)[] files) =>
        Linter.Lint(ManifestSet.Parse(files), new LintOptions { Rules = Rules });
}
