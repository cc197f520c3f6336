using SupplyChain.Gate.Policies;
using SupplyChain.Gate.Verdicts;
using Xunit;
using static SupplyChain.Tests.Gate.Verdicts.Facts;

namespace SupplyChain.Tests.Gate.Verdicts;

public sealed class WaiverRuleTests
{
    private static Waiver OfFinding => Waiver(RuleIds.ScanFindings) with { Vulnerability = "CVE-1" };

    [Fact]
    public void A_waived_finding_passes_and_stays_in_the_verdict()
    {
        var verdict = Judge(Scanned(Finding("CVE-1", Severity.Critical)), policy: With(OfFinding));
        Assert.Equal(VerdictOutcome.Pass, verdict.Outcome);
        var check = verdict.Only(GateCheckOutcome.Waived);
        Assert.Equal(
            "CVE-1 (critical) is in Json 1.0; no version fixes it. Waived by team until 2026-06-30: It is not reachable.",
            check.Message
        );
        Assert.Equal((WaiverState.Used, "W-1"), (Assert.Single(verdict.Waivers).State, check.Waiver));
    }

    [Fact]
    public void A_waiver_holds_through_its_last_day_and_no_longer()
    {
        var release = Scanned(Finding("CVE-1", Severity.Critical)) with { };
        var aged = Demands with
        {
            Waivers = [OfFinding],
            Images = [Requirement with { Scan = Requirement.Scan! with { MaximumAge = TimeSpan.FromDays(365) } }],
        };
        var end = OfFinding.EndsAt;
        Assert.Equal(VerdictOutcome.Pass, Judge(release, policy: aged, now: end.AddTicks(-1)).Outcome);
        var verdict = Judge(release, policy: aged, now: end);
        Assert.EndsWith(
            "Waiver W-1 of team expired on 2026-06-30.",
            verdict.Only(GateCheckOutcome.Fail).Message,
            StringComparison.Ordinal
        );
        Assert.Equal(WaiverState.Expired, Assert.Single(verdict.Waivers).State);
        Assert.Contains(verdict.Checks, check => check.Id == RuleIds.WaiverExpired);
    }

    [Fact]
    public void The_verdict_expires_with_a_waiver_it_needs() =>
        Assert.Equal(
            (OfFinding.EndsAt.AddDays(-14), "Waiver W-1 ends."),
            Judge(
                Scanned(Finding("CVE-1", Severity.Critical)),
                policy: With(OfFinding with { Expires = new DateOnly(2026, 6, 16) }) with
                {
                    ValidFor = TimeSpan.FromDays(9),
                }
            )
                is { Expiry: { } expiry }
                ? (expiry.At, expiry.Reason)
                : default
        );

    [Fact]
    public void A_finding_is_waived_by_its_other_ids_too() =>
        Assert.Equal(
            VerdictOutcome.Pass,
            Judge(
                Scanned(Finding("CVE-1", Severity.Critical)),
                policy: With(OfFinding with { Vulnerability = "GHSA-CVE-1" })
            ).Outcome
        );

    public static TheoryData<string> Others => [.. Elsewhere.Keys];

    private static Dictionary<string, Waiver> Elsewhere { get; } =
        new()
        {
            ["another vulnerability"] = OfFinding with { Vulnerability = "CVE-2" },
            ["another package"] = OfFinding with { Package = "pkg:nuget/Other@1.0" },
            ["another image"] = OfFinding with { Image = Pattern("registry.shop.example/shop/worker") },
            ["another rule"] = Waiver(RuleIds.ScanAge) with { Image = Pattern(Repository) },
        };

    [Theory]
    [MemberData(nameof(Others))]
    public void A_waiver_of_something_else_does_not_help_and_is_named_as_unused(string other)
    {
        var verdict = Judge(Scanned(Finding("CVE-1", Severity.Critical)), policy: With(Elsewhere[other]));
        Assert.Equal(VerdictOutcome.Deny, verdict.Outcome);
        Assert.Equal(WaiverState.Unused, Assert.Single(verdict.Waivers).State);
        Assert.Equal(RuleIds.WaiverUnused, verdict.Only(GateCheckOutcome.Skipped).Id);
    }

    [Fact]
    public void A_lint_rule_is_waived_alone()
    {
        var manifests = YamlFiles with
        {
            Lint = YamlFiles.Lint! with { Findings = [LintFinding("one", Severity.High), LintFinding("two", Severity.High)] },
        };
        var verdict = Judge(manifests: manifests, policy: With(Waiver(RuleIds.ManifestLint) with { Lint = "one" }));
        Assert.Equal("one", verdict.Only(GateCheckOutcome.Waived).Lint!.Rule);
        Assert.Equal("two", verdict.Only(GateCheckOutcome.Fail).Lint!.Rule);
    }

    [Theory]
    [InlineData(2026, 6, 30, false)]
    [InlineData(2026, 6, 28, true)]
    [InlineData(2026, 6, 14, false)]
    public void A_waiver_that_ends_within_two_weeks_is_expiring(int year, int month, int day, bool expiring) =>
        Assert.Equal(
            expiring,
            Assert.Single(Judge(policy: With(OfFinding with { Expires = new DateOnly(year, month, day) })).Waivers).Expiring
        );
}
