using SupplyChain.Gate.Evidence;
using SupplyChain.Gate.Policies;

namespace SupplyChain.Gate.Verdicts;

/// <summary>The gate: what a policy says of evidence at a moment. It reads nothing and calls nothing.</summary>
public static class ReleaseGate
{
    /// <summary>Judges a release. Every image and every rule is judged; nothing stops at the first violation.</summary>
    /// <param name="policy">What is demanded.</param>
    /// <param name="evidence">What is known.</param>
    /// <param name="now">The moment at which ages and expiries are judged.</param>
    public static Verdict Judge(PolicyEnvironment policy, ReleaseEvidence evidence, DateTimeOffset now)
    {
        var waivers = new WaiverLedger(policy.Waivers, now);
        var judge = new ImageJudge(policy, waivers, now);
        var images = evidence.Images.Select(judge.Judge).ToArray();
        var (manifests, waiverEnd) = new ManifestJudge(policy, waivers).Judge(evidence.Manifests);
        var uses = waivers.Uses();
        GateCheck[] release = [JudgeEmpty(policy, images.Length), .. WaiverLedger.Notes(uses)];
        var outcome = CheckList.OutcomeOf([.. release, .. manifests.Checks, .. images.SelectMany(image => image.Checks)]);
        var expiry = new ExpiryLedger();
        expiry.Note(waiverEnd);
        expiry.Note(
            now + policy.ValidFor,
            $"The verdict is older than the {PolicyDuration.Print(policy.ValidFor)} it is valid for."
        );
        foreach (var image in images)
        {
            expiry.Note(image.Expiry);
        }

        var verdict = new Verdict
        {
            Outcome = outcome,
            Mode = policy.Mode,
            Environment = policy.Name,
            EvaluatedAt = now,
            Expiry = outcome == VerdictOutcome.Pass ? expiry.First : null,
            Policy = new PolicyReference(policy.Uri, policy.Digest),
            Images = images,
            Manifests = manifests,
            Checks = release,
            Waivers = uses,
            Counts = CheckCounts.Of([]),
        };
        return verdict with { Counts = CheckCounts.Of(verdict.AllChecks) };
    }

    private static GateCheck JudgeEmpty(PolicyEnvironment policy, int images) =>
        images > 0
            ? new GateCheck(
                RuleIds.ReleaseEmpty,
                GateCheckOutcome.Pass,
                FormattableString.Invariant($"The release names {images} images.")
            )
        : policy.AllowEmpty
            ? new GateCheck(RuleIds.ReleaseEmpty, GateCheckOutcome.Pass, "The release names no image, which the policy allows.")
        : new GateCheck(
            RuleIds.ReleaseEmpty,
            GateCheckOutcome.Error,
            "The release names no image, so that nothing could be judged."
        )
        {
            Remedy = "Give the rendered manifests with their workloads, or set 'defaults.allowEmpty' if there are to be none.",
        };
}
