using System.Text;
using SupplyChain.Manifests;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Linting.Suppressions;
using SupplyChain.Reports;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Manifests.Linting.Suppressions;

public sealed class SuppressionTests : IDisposable
{
    private const string Words = "pss-host-namespaces reason=\"it watches the node\" owner=ops@shop.example until=2027-01-31";

    private static readonly DateOnly Today = new(2026, 11, 25);

    private readonly TemporaryFolder folder = new();

    private static string Pod(string line, string head = "", string metadata = "") =>
        $"{head}apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n  namespace: n\n{metadata}spec:\n  {line}\n  containers:\n  - name: c\n";

    private static LintReport Lint(
        string text,
        LintConfiguration? configuration = null,
        Baseline? baseline = null,
        DateOnly? today = null
    ) =>
        Linter.Lint(
            ManifestSet.Parse([("m.yaml", text)]),
            new LintOptions
            {
                Rules = RuleSet.BuiltIn.Select(["pss-host-namespaces"]),
                Suppressions = new SuppressionOptions(today ?? Today, configuration ?? LintConfiguration.Empty, baseline),
            }
        );

    [Theory]
    [InlineData("hostPID: true # supplychain:ignore ", "")]
    [InlineData("# supplychain:ignore RULE\n  hostPID: true", "")]
    [InlineData("hostPID: true", "# supplychain:ignore ")]
    public void A_comment_on_the_line_above_it_or_above_the_object_suppresses(string line, string head)
    {
        var text = line.Contains("RULE", StringComparison.Ordinal)
            ? Pod(line.Replace("RULE", Words, StringComparison.Ordinal))
            : Pod(
                line.EndsWith("ignore ", StringComparison.Ordinal) ? line + Words : line,
                head.Length > 0 ? head + Words + "\n" : ""
            );
        var report = Lint(text);
        Assert.Empty(report.Findings);
        var suppressed = Assert.Single(report.Suppressed);
        Assert.Equal(SuppressionSource.Comment, suppressed.By.Source);
        Assert.Equal("it watches the node (ops@shop.example, until 2027-01-31)", suppressed.By.Justification);
        Assert.Equal(RuleOutcome.Waived, Assert.Single(report.Results).Outcome);
    }

    [Theory]
    [InlineData("  annotations:\n    supplychain/ignore: |\n      ")]
    [InlineData("  annotations:\n    supplychain/ignore: ")]
    public void An_annotation_suppresses_in_the_whole_object(string annotation) =>
        Assert.Single(Lint(Pod("hostPID: true", metadata: $"{annotation}{Words}\n")).Suppressed);

    [Fact]
    public void An_annotation_of_the_pod_template_suppresses_too()
    {
        var text =
            $"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: d}}\nspec:\n  template:\n    metadata:\n      annotations:\n        supplychain/ignore: {Words}\n    spec: {{hostPID: true}}\n";
        Assert.Single(Lint(text).Suppressed);
    }

    [Theory]
    [InlineData("hostIPC: true # supplychain:ignore " + Words + "\n  hostPID: true", 1, 1)]
    [InlineData("text: '# supplychain:ignore " + Words + "'\n  hostPID: true", 1, 0)]
    [InlineData("text: |\n    # supplychain:ignore " + Words + "\n  hostPID: true", 1, 0)]
    [InlineData("hostPID: true # see supplychain:ignore " + Words, 1, 0)]
    public void A_comment_is_about_its_place_alone(string line, int findings, int suppressed)
    {
        var report = Lint(Pod(line));
        Assert.Equal((findings, suppressed), (report.Findings.Count, report.Suppressed.Count));
    }

    [Theory]
    [InlineData("pss-host-namespaces", "suppression-invalid")]
    [InlineData("pss-host-namespaces reason=x owner=y", "suppression-invalid")]
    [InlineData("pss-host-namespaces reason=x until=2027-01-31", "suppression-invalid")]
    [InlineData("pss-host-namespaces owner=y until=2027-01-31", "suppression-invalid")]
    [InlineData("pss-host-namespaces reason=x owner=y until=soon", "suppression-invalid")]
    [InlineData("pss-host-namespaces reason=x owner=y until=2027-01-31 more=z", "suppression-invalid")]
    [InlineData("pss-* reason=x owner=y until=2027-01-31", "suppression-invalid")]
    [InlineData("", "suppression-invalid")]
    [InlineData("pss-host-namespaces reason=x owner=y until=2026-11-24", "suppression-expired")]
    public void A_suppression_that_is_wrong_or_over_suppresses_nothing_and_is_a_finding(string words, string fault)
    {
        var report = Lint(Pod("hostPID: true # supplychain:ignore " + words));
        Assert.Equal(["pss-host-namespaces", fault], report.Findings.Select(finding => finding.Rule).Order());
        Assert.Empty(report.Suppressed);
        Assert.All(report.Findings, finding => Assert.Equal(7, finding.Line));
    }

    [Fact]
    public void A_suppression_holds_through_its_last_day() =>
        Assert.Single(Lint(Pod("hostPID: true # supplychain:ignore " + Words), today: new DateOnly(2027, 1, 31)).Suppressed);

    [Fact]
    public void An_alias_names_its_rule() =>
        Assert.Single(Lint(Pod("hostPID: true # supplychain:ignore KSV-0010 reason=x owner=y until=2027-01-31")).Suppressed);

    [Fact]
    public void A_suppression_of_nothing_is_a_finding_and_one_of_a_rule_that_did_not_run_is_none()
    {
        Assert.Equal(
            "suppression-unused",
            Assert.Single(Lint(Pod("hostPID: false # supplychain:ignore " + Words)).Findings).Rule
        );
        var other = "hostPID: false # supplychain:ignore pss-host-ports reason=x owner=y until=2027-01-31";
        Assert.Empty(Lint(Pod(other)).Findings);
    }

    [Fact]
    public void Without_suppressions_as_at_the_gate_nothing_in_a_manifest_takes_a_finding_away()
    {
        var report = Linter.Lint(
            ManifestSet.Parse([("m.yaml", Pod("hostPID: true # supplychain:ignore " + Words))]),
            new LintOptions { Rules = RuleSet.BuiltIn.Select(["pss-host-namespaces"]) }
        );
        Assert.Single(report.Findings);
    }

    [Theory]
    [InlineData("kind: Pod", 1)]
    [InlineData("kind: DaemonSet", 0)]
    [InlineData("name: 'p*', namespace: n", 1)]
    [InlineData("name: q", 0)]
    [InlineData("namespace: other", 0)]
    [InlineData("path: '*.yaml'", 1)]
    [InlineData("path: 'prod/*'", 0)]
    [InlineData("container: c", 0)]
    public void The_configuration_suppresses_by_kind_name_path_and_container(string scope, int suppressed)
    {
        var report = Lint(
            Pod("hostPID: true"),
            Configuration($"suppressions: [{{rule: pss-host-namespaces, reason: x, owner: y, until: 2027-01-31, {scope}}}]")
        );
        Assert.Equal(suppressed, report.Suppressed.Count);
    }

    [Fact]
    public void A_container_is_named_by_a_pattern()
    {
        var configuration = Configuration(
            "suppressions: [{rule: pss-privileged, container: 'side*', reason: x, owner: y, until: 2027-01-31}]"
        );
        var report = Linter.Lint(
            ManifestSet.Parse([
                (
                    "m.yaml",
                    "{apiVersion: v1, kind: Pod, spec: {containers: [{name: main, securityContext: {privileged: true}}, {name: sidecar, securityContext: {privileged: true}}]}}"
                ),
            ]),
            new LintOptions
            {
                Rules = RuleSet.BuiltIn.Select(["pss-privileged"]),
                Suppressions = new SuppressionOptions(Today, configuration, null),
            }
        );
        Assert.Contains("main", Assert.Single(report.Findings).Message, StringComparison.Ordinal);
        Assert.Contains("sidecar", Assert.Single(report.Suppressed).Finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_locked_rule_is_suppressed_by_nothing()
    {
        var before = Lint(Pod("hostPID: true"));
        var report = Lint(
            Pod("hostPID: true # supplychain:ignore " + Words),
            Configuration("locked: ['pss-*']"),
            BaselineOf(before)
        );
        Assert.Equal(["pss-host-namespaces", "suppression-locked"], report.Findings.Select(finding => finding.Rule).Order());
    }

    [Theory]
    [InlineData("suppressions: [{rule: pss-host-namespaces, kind: Pod, owner: y, until: 2027-01-31}]")]
    [InlineData("suppressions: [{rule: pss-host-namespaces, reason: x, owner: y, until: 2027-01-31}]")]
    [InlineData("suppressions: [{rule: pss-none, kind: Pod, reason: x, owner: y, until: 2027-01-31}]")]
    [InlineData("suppressions: [{rule: pss-host-namespaces, kind: Pod, reason: x, owner: y, until: 2027-01-31, ticket: z}]")]
    [InlineData("locked: [nothing-*]")]
    [InlineData("parameters: {pss-privileged: {none: 1}}")]
    [InlineData("other: 1")]
    [InlineData("[]")]
    [InlineData("a: [")]
    [InlineData("locked: []\nlocked: []")]
    public void A_configuration_with_a_mistake_is_refused_with_its_place(string text)
    {
        var error = Assert.Throws<ConfigurationException>(() => Configuration(text));
        Assert.Equal("lint.config", error.Code);
        Assert.Contains("lint.yaml:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_baseline_knows_findings_again_on_other_lines_and_not_with_other_values()
    {
        var baseline = BaselineOf(Lint(Pod("hostPID: true")));
        Assert.Empty(Lint("# moved\n\n" + Pod("hostPID: true"), baseline: baseline).Findings);
        Assert.Single(Lint(Pod("hostPID: yes"), baseline: baseline).Findings);
        Assert.Single(Lint(Pod("hostIPC: true"), baseline: baseline).Findings);
        Assert.Single(Lint(Pod("hostPID: true") + "---\n" + Pod("hostPID: true"), baseline: baseline).Findings);
    }

    [Fact]
    public void A_container_more_does_not_make_the_findings_of_others_new()
    {
        const string Before = "{apiVersion: v1, kind: Pod, spec: {containers: [{name: a, ports: [{hostPort: 80}]}]}}";
        const string After = "{apiVersion: v1, kind: Pod, spec: {containers: [{name: z}, {name: a, ports: [{hostPort: 80}]}]}}";
        Assert.Equal(Fingerprint(Before), Fingerprint(After));

        static string Fingerprint(string text) =>
            Assert
                .Single(
                    Linter
                        .Lint(
                            ManifestSet.Parse([("m.yaml", text)]),
                            new LintOptions { Rules = RuleSet.BuiltIn.Select(["pss-host-ports"]) }
                        )
                        .Findings
                )
                .Fingerprint;
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("not json")]
    [InlineData("""{"schema": "other", "findings": []}""")]
    [InlineData("""{"schema": "supplychain.lint/v1", "findings": [{}]}""")]
    public void What_is_no_report_is_no_baseline(string text) =>
        Assert.Equal(
            "lint.baseline",
            Assert.Throws<ConfigurationException>(() => Baseline.Load(folder.Write("b.json", text))).Code
        );

    public void Dispose() => folder.Dispose();

    private LintConfiguration Configuration(string text) => LintConfiguration.Load(folder.Write("lint.yaml", text));

    private Baseline BaselineOf(LintReport report)
    {
        using var stream = new MemoryStream();
        LintReportJson.Write(report, stream);
        return Baseline.Load(folder.Write("baseline.json", Encoding.UTF8.GetString(stream.ToArray())));
    }
}
