using SupplyChain.Reports;
using SupplyChain.Scanning;
using SupplyChain.Tests.Scanning;
using Xunit;

namespace SupplyChain.Tests.Reports;

public sealed class ScanReportsTests
{
    private static readonly ScanReport Clean = SampleReport.Report with
    {
        Limitations = [],
        Findings = [],
        FileFindings = [],
        Excluded = [],
        Undecided = [],
    };

    [Fact]
    public void A_complete_scan_without_findings_passes() => Assert.Equal("pass", Report(Clean, Severity.Low).Verdict);

    [Theory]
    [InlineData(Severity.Critical, Severity.High, "deny")]
    [InlineData(Severity.High, Severity.High, "deny")]
    [InlineData(Severity.Medium, Severity.High, "pass")]
    [InlineData(Severity.Unknown, Severity.Critical, "deny")]
    [InlineData(Severity.Critical, null, "pass")]
    public void A_finding_denies_from_the_threshold_on_and_an_unknown_severity_always(
        Severity severity,
        Severity? failOn,
        string verdict
    ) =>
        Assert.Equal(
            verdict,
            Report(Clean with { Findings = [SampleReport.Finding with { Severity = severity }] }, failOn).Verdict
        );

    [Fact]
    public void What_was_not_covered_is_never_a_pass() =>
        Assert.Equal(
            "error",
            Report(Clean with { Limitations = [new Limitation("scan.empty", "Nothing found.")] }, null).Verdict
        );

    [Fact]
    public void An_excluded_finding_stays_in_the_report_with_its_reason()
    {
        var report = Report(Clean with { Excluded = SampleReport.Report.Excluded }, Severity.Low);
        var item = Assert.Single(report.Subjects[0].Items);
        Assert.Equal((Outcome.Waived, "Not affected by a VEX statement."), (item.Outcome, item.Reason));
        Assert.Equal("pass", report.Verdict);
    }

    [Theory]
    [InlineData("registry.example/shop/api:1.0", "registry.example/shop/api")]
    [InlineData(
        "registry.example/shop/api@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "registry.example/shop/api"
    )]
    [InlineData("oci:layout:registry.example/shop/api:1.0", "registry.example/shop/api")]
    [InlineData("oci:layout:1.0", "layout")]
    [InlineData("docker-archive:image.tar", "image.tar")]
    public void An_image_is_known_again_without_its_tag_and_digest(string name, string identity) =>
        Assert.Equal(identity, Report(Clean with { Target = Clean.Target with { Name = name } }, null).Subjects[0].Identity);

    private static Report Report(ScanReport scan, Severity? failOn) => new[] { scan }.ToReport(failOn);
}
