using SupplyChain.Attestations.Predicates;
using SupplyChain.Gate.Evidence;
using SupplyChain.Gate.Policies;
using SupplyChain.Gate.Publication;
using SupplyChain.Gate.Releases;
using SupplyChain.Gate.Verdicts;
using SupplyChain.Images;

namespace SupplyChain.Gate.Deployment;

/// <summary>Judges the images of a gated release again, as they are now, by the clock of the deployment.</summary>
internal sealed class ImageChecks(DeploymentChecks checks, PolicyEnvironment policy, ImageStores stores, DateTimeOffset now)
{
    public async Task CheckAsync(Release release, LocalBundles bundles, CancellationToken cancellationToken)
    {
        // The manifests are bound by the verdict's own signature; linting them again would say nothing new.
        var reader = new EvidenceReader(policy with { Manifests = null }, stores, bundles, now);
        var evidence = (await reader.ReadAsync(release, cancellationToken)).Facts;
        var verdict = ReleaseGate.Judge(policy, evidence, now);
        foreach (var (judged, image) in verdict.Images.Zip(evidence.Images))
        {
            foreach (var check in judged.Checks)
            {
                checks.Judge(check with { Message = $"{judged.Repository}: {check.Message}" });
            }

            if (image.Failure is null)
            {
                CheckVerdicts(image);
                await CheckTagAsync(image, cancellationToken);
            }
        }
    }

    // A registry keeps every verdict there ever was, and a reader who takes any would take an old pass for a new denial.
    private void CheckVerdicts(ImageEvidence image)
    {
        var uri = VerdictSummaries.UriOf(image.Image.Repository, image.Digest!.Value);
        var verdicts = image
            .Verdicts.Select(verdict => verdict.Content)
            .Where(summary => summary.ResourceUri == uri && summary.Policy.Uri == policy.Uri)
            .ToArray();
        if (ProblemOf(verdicts) is { } problem)
        {
            checks.Deny(DeploymentCheckIds.ImageVerdict, $"{image.Image.Repository}: {problem}", "Run the gate again.");
        }
        else
        {
            checks.Pass(DeploymentCheckIds.ImageVerdict, $"{image.Image.Repository}: the newest verdict is a pass.");
        }
    }

    private string? ProblemOf(VerificationSummary[] verdicts)
    {
        if (verdicts.Length == 0)
        {
            return "there is no verdict of this image for this environment beside it.";
        }

        if (verdicts.Any(verdict => verdict.TimeVerified is null))
        {
            return "a verdict does not say when it was reached.";
        }

        var newest = verdicts.Max(verdict => verdict.TimeVerified);
        var last = verdicts.Where(verdict => verdict.TimeVerified == newest).ToArray();
        var denied = last.Count(verdict => verdict.VerificationResult != VerificationResult.Passed);
        return denied == last.Length ? $"the newest verdict, of {Instant.Print(newest!.Value)}, is a denial."
            : denied > 0
                ? $"the newest verdicts, all of {Instant.Print(newest!.Value)}, contradict each other; a gate whose clock is fixed by {SourceDateEpoch.Variable} can't replace its own verdict."
            : last.Select(verdict => VerdictChecks.PolicyProblem(verdict, policy)).FirstOrDefault(problem => problem is not null)
                ?? last.Select(verdict => VerdictChecks.AgeProblem(verdict, policy, now))
                    .FirstOrDefault(problem => problem is not null);
    }

    private async Task CheckTagAsync(ImageEvidence image, CancellationToken cancellationToken)
    {
        if (image.Image.Tag is not { } tag)
        {
            checks.Skip(DeploymentCheckIds.ImageTag, $"{image.Image.Repository}: no tag is written.");
            return;
        }

        var written = $"{image.Image.Repository}:{tag}";
        try
        {
            var current = await stores.ResolveAsync(ImageReference.Parse(written), cancellationToken);
            if (current.Digest == image.Digest)
            {
                checks.Pass(DeploymentCheckIds.ImageTag, $"{written} still stands for {image.Digest}.");
            }
            else
            {
                checks.Deny(
                    DeploymentCheckIds.ImageTag,
                    $"{written} now stands for {current.Digest}, and {image.Digest} was judged.",
                    "Find out who moved the tag, and run the gate again."
                );
            }
        }
        catch (UndeterminedException error)
        {
            checks.Judge(new GateCheck(DeploymentCheckIds.ImageTag, GateCheckOutcome.Error, error.Message));
        }
    }
}
