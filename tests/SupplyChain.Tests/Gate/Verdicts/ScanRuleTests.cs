using SupplyChain.Attestations;
using SupplyChain.Gate.Evidence;
using SupplyChain.Gate.Policies;
using SupplyChain.Gate.Verdicts;
using SupplyChain.Images;
using SupplyChain.Scanning;
using Xunit;
using static SupplyChain.Tests.Gate.Verdicts.Facts;

namespace SupplyChain.Tests.Gate.Verdicts;

public sealed class ScanRuleTests
{
    private static readonly Digest Amd64 = Digest.Sha256("amd64"u8);
    private static readonly Digest Arm64 = Digest.Sha256("arm64"u8);

    [Theory]
    [InlineData(Severity.Critical, null, 1, VerdictOutcome.Deny)]
    [InlineData(Severity.Critical, "1.1", 1, VerdictOutcome.Deny)]
    [InlineData(Severity.Unknown, null, 1, VerdictOutcome.Deny)]
    [InlineData(Severity.High, "1.1", 100, VerdictOutcome.Deny)]
    [InlineData(Severity.High, "1.1", 13, VerdictOutcome.Pass)]
    [InlineData(Severity.High, "1.1", 14, VerdictOutcome.Deny)]
    [InlineData(Severity.High, "1.1", -2, VerdictOutcome.Deny)]
    [InlineData(Severity.High, null, 100, VerdictOutcome.Pass)]
    [InlineData(Severity.Medium, "1.1", 100, VerdictOutcome.Pass)]
    public void A_finding_counts_by_severity_fix_and_grace(
        Severity severity,
        string? fixedIn,
        int days,
        VerdictOutcome outcome
    ) => Assert.Equal(outcome, Judge(Scanned(Finding("CVE-1", severity, fixedIn, days))).Outcome);

    [Fact]
    public void A_finding_without_a_date_has_no_grace() =>
        Assert.Equal(
            VerdictOutcome.Deny,
            Judge(Scanned(Finding("CVE-1", Severity.High, "1.1") with { PublishedAt = null })).Outcome
        );

    [Fact]
    public void The_verdict_expires_when_a_grace_ends() =>
        Assert.Equal(
            "The grace for CVE-1 ends.",
            Judge(
                Scanned(Finding("CVE-1", Severity.High, "1.1", 13)),
                policy: Demands with
                {
                    ValidFor = TimeSpan.FromDays(30),
                }
            ).Expiry!.Reason
        );

    [Fact]
    public void Each_finding_that_counts_is_a_reason_of_its_own()
    {
        var failed = Judge(Scanned(Finding("CVE-1", Severity.Critical), Finding("CVE-2", Severity.Critical, "1.1")))
            .AllChecks.Where(check => check.Outcome == GateCheckOutcome.Fail)
            .ToArray();
        Assert.Equal(["CVE-1", "CVE-2"], failed.Select(check => check.Vulnerability!.Id));
        Assert.Equal("CVE-2 (critical) is in Json 1.0; fixed in 1.1.", failed[1].Message);
    }

    [Theory]
    [InlineData(3 * 24 * 60, VerdictOutcome.Pass)]
    [InlineData((3 * 24 * 60) + 1, VerdictOutcome.Deny)]
    [InlineData(-5, VerdictOutcome.Pass)]
    [InlineData(-6, VerdictOutcome.Deny)]
    public void A_scan_may_be_as_old_as_allowed_and_not_from_the_future(int minutesAgo, VerdictOutcome outcome)
    {
        var finished = Now.AddMinutes(-minutesAgo);
        var verdict = Judge(Evidence with { Scans = [Scan(Report with { StartedAt = finished, FinishedAt = finished })] });
        Assert.Equal(outcome, verdict.Outcome);
        Assert.All(
            verdict.AllChecks,
            check => Assert.True(check.Outcome == GateCheckOutcome.Pass || check.Id == RuleIds.ScanAge)
        );
    }

    [Theory]
    [InlineData(48 * 60, VerdictOutcome.Pass)]
    [InlineData((48 * 60) + 1, VerdictOutcome.Deny)]
    [InlineData(-5, VerdictOutcome.Pass)]
    [InlineData(-6, VerdictOutcome.Deny)]
    [InlineData(null, VerdictOutcome.Deny)]
    public void The_advisories_of_a_scan_may_have_been_as_old_as_allowed(int? minutesBefore, VerdictOutcome outcome)
    {
        var updated = minutesBefore is { } minutes ? Report.FinishedAt.AddMinutes(-minutes) : (DateTimeOffset?)null;
        var verdict = Judge(
            Evidence with
            {
                Scans = [Scan(Report with { Advisories = [new AdvisorySource("trivy-db") { UpdatedAt = updated }] })],
            },
            policy: WithDatabaseAge
        );
        Assert.Equal(outcome, verdict.Outcome);
        Assert.Contains(verdict.AllChecks, check => check.Id == RuleIds.ScanDatabaseAge);
        Assert.All(
            verdict.AllChecks,
            check => Assert.True(check.Outcome == GateCheckOutcome.Pass || check.Id == RuleIds.ScanDatabaseAge)
        );
    }

    [Fact]
    public void Each_database_of_a_scan_has_to_be_young_but_for_the_one_that_names_java_archives()
    {
        var young = new AdvisorySource("trivy-db") { UpdatedAt = Report.FinishedAt };
        var old = new AdvisorySource("trivy-java-db") { UpdatedAt = Report.FinishedAt.AddDays(-9) };
        Assert.Equal(VerdictOutcome.Pass, JudgeDatabases(young, old).Outcome);
        Assert.Equal(VerdictOutcome.Deny, JudgeDatabases(old).Outcome);
        Assert.Equal(
            "The scan ended at 2026-06-15 11:00:00 UTC, and its advisories may have been 2d old: trivy-db of 2026-06-15 11:00:00 UTC, osv of 2026-06-06 11:00:00 UTC.",
            JudgeDatabases(young, old with { Name = "osv" }).Only(GateCheckOutcome.Fail).Message
        );
    }

    [Fact]
    public void The_newest_scan_counts_even_if_it_is_the_worse_one()
    {
        var older = Scan(Report with { FinishedAt = Now.AddHours(-1.5) });
        var worse = Scan(Report with { Findings = [Finding("CVE-1", Severity.Critical)] });
        Assert.Equal(VerdictOutcome.Deny, Judge(Evidence with { Scans = [older, worse] }).Outcome);
        var better = Scan(Report with { FinishedAt = Now.AddMinutes(-1) });
        Assert.Equal(VerdictOutcome.Pass, Judge(Evidence with { Scans = [better, worse] }).Outcome);
    }

    [Fact]
    public void A_newer_scan_by_somebody_else_does_not_count()
    {
        var worse = Scan(Report with { Findings = [Finding("CVE-1", Severity.Critical)] });
        var better = Scan(Report with { FinishedAt = Now.AddMinutes(-1) }, signer: "ci");
        Assert.Equal(VerdictOutcome.Deny, Judge(Evidence with { Scans = [better, worse] }).Outcome);
    }

    [Fact]
    public void Scans_of_the_same_time_that_differ_are_denied()
    {
        var other = Scan(Report with { Findings = [Finding("CVE-1", Severity.Low)] });
        Assert.Equal(RuleIds.ScanPresent, Judge(Evidence with { Scans = [Scan(Report), other] }).Only(GateCheckOutcome.Fail).Id);
        Assert.Equal(VerdictOutcome.Pass, Judge(Evidence with { Scans = [Scan(Report), Scan(Report)] }).Outcome);
    }

    [Fact]
    public void A_trusted_scan_that_cannot_be_read_is_an_error_whatever_else_there_is()
    {
        var broken = new UnreadableEvidence(Repository, Image, "It is no report.", PredicateTypes.VulnerabilityScan, ["scanner"]);
        Assert.Equal(RuleIds.ScanPresent, Judge(Evidence with { Unreadable = [broken] }).Only(GateCheckOutcome.Error).Id);
    }

    public static TheoryData<string> Gaps => [.. Gapped.Keys];

    private static Dictionary<string, ScanReport> Gapped { get; } =
        new()
        {
            ["of another image"] = Report with { Target = Report.Target with { Digest = Amd64 } },
            ["of no image"] = Report with { Target = Report.Target with { Digest = null } },
            ["of a directory"] = Report with { Target = Report.Target with { Kind = ScannedTarget.Folder } },
            ["of another platform"] = Report with { Target = Report.Target with { Manifest = Amd64 } },
            ["without packages"] = Report with { Packages = [] },
            ["without advisories"] = Report with { Advisories = [] },
            ["with limitations"] = Report with { Limitations = [new Limitation("scan.unsupported", "A file can't be read.")] },
            ["past the end of life"] = Report with { OperatingSystem = new Distribution("debian", "9") { EndOfLife = true } },
        };

    [Theory]
    [MemberData(nameof(Gaps))]
    public void A_scan_whose_silence_means_nothing_is_denied(string gap) =>
        Assert.Equal(RuleIds.ScanCoverage, Judge(Evidence with { Scans = [Scan(Gapped[gap])] }).Only(GateCheckOutcome.Fail).Id);

    [Fact]
    public void Every_platform_of_an_index_needs_a_scan()
    {
        Assert.Equal(VerdictOutcome.Pass, Judge(Index(Of(Amd64), Of(Arm64))).Outcome);
        var verdict = Judge(Index(Of(Amd64)));
        Assert.Equal("It lacks a scan by scanner for linux/arm64.", verdict.Only(GateCheckOutcome.Fail).Message);
    }

    [Fact]
    public void A_scan_on_the_index_counts_for_the_platform_it_is_of_and_no_other()
    {
        var onIndex = Scan(Report with { Target = Report.Target with { Manifest = Amd64 } });
        Assert.Equal(VerdictOutcome.Pass, Judge(Index(onIndex, Of(Arm64))).Outcome);
        Assert.Equal(VerdictOutcome.Deny, Judge(Index(onIndex)).Outcome);
        Assert.Equal(VerdictOutcome.Deny, Judge(Index(Scan(Report))).Outcome);
    }

    [Fact]
    public void A_finding_on_one_platform_is_denied()
    {
        var bad = Of(Arm64, Finding("CVE-1", Severity.Critical));
        Assert.Equal(
            "CVE-1 (critical) is in Json 1.0 of linux/arm64; no version fixes it.",
            Judge(Index(Of(Amd64), bad)).Only(GateCheckOutcome.Fail).Message
        );
    }

    [Fact]
    public void Other_evidence_counts_on_the_index_or_on_every_platform()
    {
        var index = Index(Of(Amd64), Of(Arm64));
        EvidenceReference[] both =
        [
            By("ci", PredicateTypes.ImageSignature, Amd64),
            By("ci", PredicateTypes.ImageSignature, Arm64),
        ];
        Assert.Contains(Judge(index).AllChecks, check => check.Message == "It has a signature by ci, on the index.");
        Assert.Contains(
            Judge(index with { Signatures = both }).AllChecks,
            check => check.Message == "It has a signature by ci, on every platform."
        );
        Assert.Equal(
            "It lacks a signature by ci for linux/arm64.",
            Judge(index with { Signatures = both[..1] }).Only(GateCheckOutcome.Fail).Message
        );
    }

    private static PolicyEnvironment WithDatabaseAge { get; } =
        Demands with
        {
            Images = [Requirement with { Scan = Requirement.Scan! with { MaximumDatabaseAge = TimeSpan.FromHours(48) } }],
        };

    private static Verdict JudgeDatabases(params AdvisorySource[] sources) =>
        Judge(Evidence with { Scans = [Scan(Report with { Advisories = sources })] }, policy: WithDatabaseAge);

    private static ImageEvidence Index(params SignedEvidence<ScanReport>[] scans) =>
        Evidence with
        {
            Platforms = [new PlatformManifest(Amd64, "linux/amd64"), new PlatformManifest(Arm64, "linux/arm64")],
            Scans = scans,
        };

    private static SignedEvidence<ScanReport> Of(Digest platform, params Finding[] findings) =>
        Scan(Report with { Target = Report.Target with { Digest = platform }, Findings = findings }, subject: platform);
}
