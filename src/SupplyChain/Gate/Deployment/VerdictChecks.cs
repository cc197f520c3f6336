using SupplyChain.Attestations;
using SupplyChain.Attestations.Predicates;
using SupplyChain.Gate.Policies;
using SupplyChain.Gate.Publication;
using SupplyChain.Images;

namespace SupplyChain.Gate.Deployment;

/// <summary>Holds a signed verdict against the files, the policy and the clock.</summary>
internal sealed class VerdictChecks(DeploymentChecks checks, PolicyEnvironment policy, DateTimeOffset now)
{
    public void CheckFiles(GatedFolderContent content, IReadOnlyList<Subject> subjects)
    {
        var problems = new List<string>(content.Surprises);
        var judged = subjects.ToLookup(subject => subject.Name ?? "", StringComparer.Ordinal);
        foreach (var file in content.Files)
        {
            var own = judged[file.Name].ToArray();
            if (own.Length != 1)
            {
                problems.Add($"{Printable.Quote(file.Name)} was {(own.Length == 0 ? "not judged" : "judged more than once")}.");
            }
            else if (!own[0].Is(file.Digest))
            {
                problems.Add($"{Printable.Quote(file.Name)} was changed after it was judged.");
            }
        }

        var present = content.Files.Select(file => file.Name).ToHashSet(StringComparer.Ordinal);
        problems.AddRange(
            judged
                .Where(file => !present.Contains(file.Key))
                .Select(file => $"{Printable.Quote(file.Key)} was judged and is missing.")
        );
        if (problems.Count == 0)
        {
            checks.Pass(
                DeploymentCheckIds.Files,
                FormattableString.Invariant($"The {content.Files.Count} files are those that were judged.")
            );
        }

        foreach (var problem in problems)
        {
            checks.Refuse(DeploymentCheckIds.Files, problem);
        }
    }

    public void CheckPolicy(VerificationSummary summary)
    {
        if (PolicyProblem(summary, policy) is { } problem)
        {
            checks.Refuse(DeploymentCheckIds.Policy, problem);
        }
        else
        {
            checks.Pass(DeploymentCheckIds.Policy, $"The verdict is by {policy.Uri}.");
        }
    }

    public void CheckAge(VerificationSummary summary)
    {
        if (AgeProblem(summary, policy, now) is { } problem)
        {
            checks.Refuse(DeploymentCheckIds.Age, problem);
        }
        else
        {
            var end = summary.Expires is { } expires ? $", and holds until {Instant.Print(expires)}" : "";
            checks.Pass(DeploymentCheckIds.Age, $"The verdict is of {Instant.Print(summary.TimeVerified!.Value)}{end}.");
        }
    }

    public void CheckResult(VerificationSummary summary)
    {
        if (summary.VerificationResult != VerificationResult.Passed)
        {
            checks.Deny(DeploymentCheckIds.Result, "The gate denied this release.", "See its decision.json for the reasons.");
        }
        else if (!summary.VerifiedLevels.Contains(VerdictSummaries.LevelOf(policy.Name)))
        {
            checks.Refuse(DeploymentCheckIds.Result, $"The verdict does not state {VerdictSummaries.LevelOf(policy.Name)}.");
        }
        else
        {
            checks.Pass(DeploymentCheckIds.Result, $"The gate passed this release for {policy.Name}.");
        }
    }

    /// <summary>Why a verdict is not by this policy in this environment; null where it is.</summary>
    public static string? PolicyProblem(VerificationSummary summary, PolicyEnvironment policy)
    {
        var digest = policy.Digest;
        return summary.Policy.Uri != policy.Uri || summary.Verifier.Id != policy.VerifierId
                ? $"The verdict is by {Printable.Quote(summary.Policy.Uri ?? "no policy")}, and {policy.Uri} is demanded."
            : summary.Policy.Digest?.GetValueOrDefault(digest.Algorithm) != digest.Hex
                ? $"The policy {policy.Uri} has been changed since the verdict."
            : null;
    }

    /// <summary>Why a verdict can't be used now; null where it can.</summary>
    public static string? AgeProblem(VerificationSummary summary, PolicyEnvironment policy, DateTimeOffset now) =>
        summary.TimeVerified is not { } time ? "The verdict does not say when it was reached."
        : time > now + policy.ClockSkew ? $"The verdict is of {Instant.Print(time)}, which is in the future."
        : now - time > policy.ValidFor
            ? $"The verdict is of {Instant.Print(time)} and was valid until {Instant.Print(time + policy.ValidFor)}."
        : summary.Expires is { } end && end <= now
            ? $"What the verdict rests on ended at {Instant.Print(end)}; decision.json names it."
        : null;
}
