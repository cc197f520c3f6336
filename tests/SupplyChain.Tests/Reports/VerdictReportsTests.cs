using SupplyChain.Gate.Policies;
using SupplyChain.Reports;
using Xunit;
using static SupplyChain.Tests.Gate.Verdicts.Facts;
using GateReport = SupplyChain.Reports.Report;

namespace SupplyChain.Tests.Reports;

public sealed class VerdictReportsTests
{
    private static readonly GateReport Denied = Judge(Scanned(Finding("CVE-2026-1", Severity.Critical)) with { Signatures = [] })
        .ToReport();

    [Fact]
    public void A_passing_verdict_says_until_when_it_can_be_used()
    {
        var report = Judge().ToReport();
        Assert.Equal("pass", report.Verdict);
        Assert.Contains(
            report.Notes,
            note => note.StartsWith("This passes until 2026-06-16 12:00 UTC.", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Each_image_and_the_manifests_are_subjects_with_their_checks()
    {
        Assert.Equal([$"{Repository}:1.4.0", "manifests", "release"], Denied.Subjects.Select(subject => subject.Name));
        Assert.Equal(["deny", "pass", "pass"], Denied.Subjects.Select(subject => subject.Verdict));
        Assert.Equal((Repository, Image), (Denied.Subjects[0].Identity, Denied.Subjects[0].Digest));
    }

    [Fact]
    public void A_finding_has_the_severity_and_package_of_its_vulnerability_and_a_place_in_the_manifests()
    {
        var item = Denied.Subjects[0].Items.Single(item => item is { Rule: RuleIds.ScanFindings, Outcome: Outcome.Fail });
        Assert.Equal((Severity.Critical, "pkg:nuget/Json@1.0"), (item.Severity, item.About));
        Assert.Equal("20-api.yaml:30:18", Denied.Subjects[0].Location!.ToString());
    }

    [Fact]
    public void Alerts_of_two_vulnerabilities_of_one_rule_are_told_apart_and_survive_a_new_version()
    {
        var before = Written.Sarif(Denied);
        var later = Denied.Subjects[0].Items.Single(item => item is { Rule: RuleIds.ScanFindings, Outcome: Outcome.Fail });
        Assert.Contains("CVE-2026-1", later.Identity, StringComparison.Ordinal);
        Assert.DoesNotContain("1.0", later.Identity, StringComparison.Ordinal);
        Assert.Contains("gate/gate/registry.shop.example/shop/api/", before, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mode_that_stops_nothing_says_so()
    {
        var report = Judge(Evidence with { Signatures = [] }, policy: Demands with { Mode = GateMode.Warn }).ToReport();
        Assert.Equal("deny", report.Verdict);
        Assert.Contains(report.Notes, note => note.Contains("only warns", StringComparison.Ordinal));
    }

    [Fact]
    public void The_overview_has_a_column_per_group_of_rules()
    {
        var text = Written.Text(Denied);
        Assert.Contains("image  manifest  provenance  release  sbom  scan  signature  verdict", text, StringComparison.Ordinal);
    }
}
