using SupplyChain.Attestations;
using SupplyChain.Attestations.Predicates;
using SupplyChain.Gate.Evidence;
using SupplyChain.Gate.Policies;
using SupplyChain.Gate.Verdicts;
using SupplyChain.Images;
using SupplyChain.Scanning;
using Xunit;
using static SupplyChain.Tests.Gate.Verdicts.Facts;

namespace SupplyChain.Tests.Gate.Verdicts;

public sealed class ReleaseGateTests
{
    [Fact]
    public void A_release_that_proves_everything_passes()
    {
        var verdict = Judge();
        Assert.Equal((VerdictOutcome.Pass, ExitCode.Pass), (verdict.Outcome, verdict.ExitCode));
        Assert.Equal(verdict.AllChecks.Count(), verdict.Counts.Pass);
    }

    [Fact]
    public void A_violation_is_denied() => Assert.Equal(ExitCode.Deny, Judge(Evidence with { Signatures = [] }).ExitCode);

    [Theory]
    [InlineData(GateMode.Warn)]
    [InlineData(GateMode.Audit)]
    public void A_violation_is_denied_and_stops_nothing_where_the_mode_says_so(GateMode mode)
    {
        var verdict = Judge(Evidence with { Signatures = [] }, policy: Demands with { Mode = mode });
        Assert.Equal((VerdictOutcome.Deny, ExitCode.Pass), (verdict.Outcome, verdict.ExitCode));
    }

    [Theory]
    [InlineData(GateMode.Enforce)]
    [InlineData(GateMode.Warn)]
    [InlineData(GateMode.Audit)]
    public void An_image_that_cannot_be_read_is_an_error_in_every_mode(GateMode mode)
    {
        var verdict = Judge(
            Evidence with
            {
                Digest = null,
                Failure = "The registry does not answer.",
            },
            policy: Demands with
            {
                Mode = mode,
            }
        );
        Assert.Equal((VerdictOutcome.Error, ExitCode.Undetermined), (verdict.Outcome, verdict.ExitCode));
        Assert.Equal("The registry does not answer.", verdict.Only(GateCheckOutcome.Error).Message);
    }

    [Fact]
    public void A_violation_beside_an_error_is_denied_since_no_retry_helps()
    {
        var verdict = Judge(Evidence with { Failure = "No answer." }, YamlFiles with { LintAttestations = [] });
        Assert.Equal(VerdictOutcome.Deny, verdict.Outcome);
    }

    [Fact]
    public void A_release_without_images_is_an_error()
    {
        var verdict = ReleaseGate.Judge(Demands, new ReleaseEvidence([], YamlFiles), Now);
        Assert.Equal((RuleIds.ReleaseEmpty, ExitCode.Undetermined), (verdict.Only(GateCheckOutcome.Error).Id, verdict.ExitCode));
    }

    [Fact]
    public void A_release_without_images_passes_where_the_policy_allows_it() =>
        Assert.Equal(
            VerdictOutcome.Pass,
            ReleaseGate.Judge(Demands with { AllowEmpty = true }, new ReleaseEvidence([], YamlFiles), Now).Outcome
        );

    [Fact]
    public void Every_violation_of_every_image_is_listed()
    {
        var bare = new ImageEvidence
        {
            Image = ImageReference.Parse("docker.io/library/nginx"),
            Places = [],
            Digest = Image,
        };
        var unsigned = Evidence with { Signatures = [], Provenance = [], Sboms = [], Scans = [] };
        var verdict = ReleaseGate.Judge(
            Demands,
            new ReleaseEvidence([bare, unsigned], YamlFiles with { LintAttestations = [] }),
            Now
        );
        Assert.Equal(
            [
                RuleIds.ManifestAttested,
                RuleIds.ImageRegistry,
                RuleIds.NoRuleForImage,
                RuleIds.Signature,
                RuleIds.ProvenancePresent,
                RuleIds.SbomPresent,
                RuleIds.ScanPresent,
            ],
            verdict.AllChecks.Where(check => check.Outcome == GateCheckOutcome.Fail).Select(check => check.Id)
        );
    }

    [Fact]
    public void An_image_that_no_entry_matches_is_denied()
    {
        var verdict = Judge(policy: Demands with { Images = [Requirement with { Match = Pattern("other.example/**") }] });
        Assert.Equal(RuleIds.NoRuleForImage, verdict.Only(GateCheckOutcome.Fail).Id);
    }

    [Fact]
    public void The_first_entry_that_matches_is_the_one_that_counts()
    {
        var lenient = new ImageRequirement { Match = Pattern(Repository) };
        Assert.Equal(
            VerdictOutcome.Pass,
            Judge(Evidence with { Signatures = [] }, policy: Demands with { Images = [lenient, Requirement] }).Outcome
        );
        Assert.Equal(
            VerdictOutcome.Deny,
            Judge(Evidence with { Signatures = [] }, policy: Demands with { Images = [Requirement, lenient] }).Outcome
        );
    }

    [Fact]
    public void Evidence_by_a_signer_who_was_not_asked_is_denied() =>
        Assert.Equal(
            RuleIds.Signature,
            Judge(Evidence with { Signatures = [By("scanner", PredicateTypes.ImageSignature)] }).Only(GateCheckOutcome.Fail).Id
        );

    [Fact]
    public void Missing_evidence_says_what_was_found_instead()
    {
        var untrusted = new UntrustedEvidence(Repository, Image, PredicateTypes.ImageSignature, "It is signed by another key.");
        Assert.Equal(
            "It lacks a signature by ci (1 found that can't count: It is signed by another key.).",
            Judge(Evidence with { Signatures = [], Untrusted = [untrusted] }).Only(GateCheckOutcome.Fail).Message
        );
    }

    [Fact]
    public void Missing_evidence_beside_something_unreadable_is_an_error()
    {
        var unreadable = new UnreadableEvidence(Repository, Image, "It is no JSON.", null, []);
        Assert.Equal(VerdictOutcome.Error, Judge(Evidence with { Signatures = [], Unreadable = [unreadable] }).Outcome);
        Assert.Equal(VerdictOutcome.Pass, Judge(Evidence with { Unreadable = [unreadable] }).Outcome);
    }

    [Fact]
    public void An_SBOM_in_another_format_is_denied()
    {
        var spdx = new SignedEvidence<SbomFormat>(By("ci", PredicateTypes.Spdx), SbomFormat.Spdx);
        Assert.Equal(RuleIds.SbomFormat, Judge(Evidence with { Sboms = [spdx] }).Only(GateCheckOutcome.Fail).Id);
    }

    [Theory]
    [InlineData(Severity.High, VerdictOutcome.Deny)]
    [InlineData(Severity.Unknown, VerdictOutcome.Deny)]
    [InlineData(Severity.Medium, VerdictOutcome.Pass)]
    public void Lint_findings_count_from_the_severity_asked_for(Severity severity, VerdictOutcome outcome) =>
        Assert.Equal(
            outcome,
            Judge(
                manifests: YamlFiles with
                {
                    Lint = YamlFiles.Lint! with { Findings = [LintFinding("rule", severity)] },
                }
            ).Outcome
        );

    [Fact]
    public void A_lint_report_of_other_bytes_is_denied() =>
        Assert.Equal(
            RuleIds.ManifestAttested,
            Judge(manifests: YamlFiles with { LintAttestations = [Lint(TestOutcome.Passed, subject: Image)] })
                .Only(GateCheckOutcome.Fail)
                .Id
        );

    [Fact]
    public void A_lint_report_that_failed_is_denied_even_beside_one_that_passed() =>
        Assert.Equal(
            VerdictOutcome.Deny,
            Judge(manifests: YamlFiles with { LintAttestations = [Lint(TestOutcome.Passed), Lint(TestOutcome.Failed)] }).Outcome
        );

    [Fact]
    public void A_place_that_may_name_an_image_is_denied_unless_the_policy_ignores_it()
    {
        var manifests = YamlFiles with { Unresolved = [(Evidence.Places[0], "It may be an image.")] };
        Assert.Equal(RuleIds.ManifestUnresolved, Judge(manifests: manifests).Only(GateCheckOutcome.Fail).Id);
        var ignoring = Demands with { Manifests = Demands.Manifests! with { FailUnresolvedImages = false } };
        Assert.Equal(VerdictOutcome.Pass, Judge(manifests: manifests, policy: ignoring).Outcome);
    }

    [Fact]
    public void The_verdict_expires_with_what_ends_first()
    {
        Assert.Equal(Now.AddHours(24), Judge().Expiry!.At);
        var aging = Judge(policy: Demands with { ValidFor = TimeSpan.FromDays(30) });
        Assert.Equal((Now.AddHours(-1).AddDays(3), "The scan is older than 3d."), (aging.Expiry!.At, aging.Expiry.Reason));
        Assert.Null(Judge(Evidence with { Signatures = [] }).Expiry);
    }
}
