using SupplyChain.Attestations.Predicates;
using SupplyChain.Gate.Evidence;
using SupplyChain.Gate.Policies;
using SupplyChain.Images;
using SupplyChain.Manifests.Linting;

namespace SupplyChain.Gate.Verdicts;

/// <summary>Judges the manifests of a release.</summary>
internal sealed class ManifestJudge(PolicyEnvironment policy, WaiverLedger waivers)
{
    /// <summary>The verdict, and when a waiver it rests on ends.</summary>
    public (ManifestVerdict Verdict, VerdictExpiry? Expiry) Judge(ManifestEvidence evidence)
    {
        var checks = new CheckList(waivers, repository: null);
        if (policy.Manifests is { } requirement)
        {
            JudgeLint(checks, evidence.Lint, requirement);
            JudgeAttested(checks, evidence, requirement.Attested);
        }
        else
        {
            checks.Skip(RuleIds.ManifestLint, "The policy demands nothing of the manifests.");
        }

        JudgeUnresolved(checks, evidence);
        var verdict = new ManifestVerdict
        {
            Outcome = checks.Outcome,
            Files = evidence.Files,
            Checks = checks.Checks,
        };
        return (verdict, checks.Expiry.First);
    }

    private static void JudgeLint(CheckList checks, LintReport? report, ManifestRequirement requirement)
    {
        if (report is null)
        {
            checks.Error(RuleIds.ManifestLint, "The manifests were not linted.", "Run the gate again.");
            return;
        }

        foreach (var problem in report.Problems.Where(problem => problem.LosesDocument))
        {
            checks.Error(RuleIds.ManifestLint, $"{problem.FileName}:{problem.Position}: {problem.Message}", problem.Remedy);
        }

        foreach (var problem in report.Problems.Where(problem => !problem.LosesDocument))
        {
            checks.Fail(RuleIds.ManifestLint, $"{problem.FileName}:{problem.Position}: {problem.Message}", problem.Remedy);
        }

        foreach (var gap in report.NotEvaluated)
        {
            checks.Skip(RuleIds.ManifestLint, gap.Reason);
        }

        var counted = report
            .Findings.Where(finding => finding.Severity == Severity.Unknown || finding.Severity >= requirement.Fail)
            .ToArray();
        foreach (var finding in counted)
        {
            checks.Fail(Violation(finding));
        }

        if (counted.Length == 0)
        {
            var level = requirement.Level.ToString().ToLowerInvariant();
            checks.Pass(
                RuleIds.ManifestLint,
                FormattableString.Invariant(
                    $"{report.Resources} resources were held to {report.RulesRun.Count} rules at level {level}; {report.Findings.Count} findings, and none of them counts."
                )
            );
        }
    }

    private static GateCheck Violation(LintFinding finding) =>
        new(
            RuleIds.ManifestLint,
            GateCheckOutcome.Fail,
            FormattableString.Invariant(
                $"{finding.File}:{finding.Line}:{finding.Column}: {finding.Resource} breaks {finding.Rule} ({finding.Severity.ToString().ToLowerInvariant()}): {finding.Message}"
            )
        )
        {
            Remedy = finding.Remedy,
            Lint = new LintReference(finding.Rule, finding.Severity, finding.File, finding.Line, finding.Column),
        };

    private static void JudgeAttested(CheckList checks, ManifestEvidence evidence, SignedBy? by)
    {
        if (by is null)
        {
            checks.Skip(RuleIds.ManifestAttested, "The policy does not ask for a signed lint report.");
            return;
        }

        var trusted = evidence.LintAttestations.Where(item => SignedRequirement.IsBy(item.Reference, by)).ToArray();
        foreach (var file in evidence.Files)
        {
            var own = trusted.Where(item => item.Reference.Subject == file.Digest).ToArray();
            var name = Printable.Line(file.Name);
            if (own.Length == 0)
            {
                AddMissing(checks, evidence, by, $"There is no lint report by {by} of {name} as it is now ({file.Digest})");
            }
            else if (own.FirstOrDefault(item => item.Content.Result == TestOutcome.Failed) is { } failed)
            {
                checks.Fail(
                    RuleIds.ManifestAttested,
                    $"A lint report by {string.Join(", ", failed.Reference.Signers)} of {name} says that it failed.",
                    "Fix what it found, lint again and attest the new report.",
                    failed.Reference
                );
            }
            else
            {
                var first = own.MinBy(item => item.Reference.Digest.ToString(), StringComparer.Ordinal)!;
                checks.Pass(
                    RuleIds.ManifestAttested,
                    $"The lint of {name} passed, says {string.Join(", ", first.Reference.Signers)}.",
                    first.Reference
                );
                SignedRequirement.NoteEnd(checks, by, first.Reference);
            }
        }
    }

    private static void AddMissing(CheckList checks, ManifestEvidence evidence, SignedBy by, string missing)
    {
        if (evidence.Unreadable is [var unreadable, ..])
        {
            checks.Error(
                RuleIds.ManifestAttested,
                $"{missing} that can be read, and {unreadable.Location} can't be: {unreadable.Reason}",
                "Attest the lint report anew."
            );
            return;
        }

        var others = evidence.Untrusted.OrderByDescending(item => item.Signers.Intersect(by.Signers).Any()).ToArray();
        var hint =
            others.Length == 0
                ? ""
                : FormattableString.Invariant($" ({others.Length} found that can't count: {others[0].Reason})");
        checks.Fail(RuleIds.ManifestAttested, $"{missing}{hint}.", "Lint these very files and attest the report.");
    }

    private void JudgeUnresolved(CheckList checks, ManifestEvidence evidence)
    {
        var ignore = policy.Manifests?.FailUnresolvedImages == false;
        foreach (var (place, reason) in evidence.Unresolved)
        {
            var message = FormattableString.Invariant($"{place.File}:{place.Line}:{place.Column}: {reason}");
            if (ignore)
            {
                checks.Skip(RuleIds.ManifestUnresolved, message);
            }
            else
            {
                checks.Fail(
                    RuleIds.ManifestUnresolved,
                    message,
                    "Write a full image reference there, or pin it where it is defined."
                );
            }
        }

        if (evidence.Unresolved.Count == 0)
        {
            checks.Pass(RuleIds.ManifestUnresolved, "Every image that the manifests name could be recognised.");
        }
    }
}
