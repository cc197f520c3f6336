using System.Text;
using SupplyChain.Gate.Evidence;
using SupplyChain.Gate.Policies;
using SupplyChain.Gate.Publication;
using SupplyChain.Gate.Releases;
using SupplyChain.Gate.Verdicts;

namespace SupplyChain.Gate.Deployment;

/// <summary>Refuses to deploy anything but the bytes that were judged, under a verdict that still holds.</summary>
public static class DeploymentCheck
{
    /// <summary>Checks a gated folder. Every check is made, whatever came of the others.</summary>
    /// <exception cref="ConfigurationException">The folder can't be read, or the policy names no gatekeeper.</exception>
    public static async Task<DeploymentResult> VerifyAsync(DeploymentRequest request, CancellationToken cancellationToken)
    {
        var policy = request.Policy;
        var gatekeeper =
            policy.Gatekeeper
            ?? throw new ConfigurationException(
                "deploy.gatekeeper",
                $"{policy.PolicyId} names no gatekeeper, so that no verdict can be trusted; add 'signers.gatekeeper' to it and run the gate with its key."
            );
        var now = request.Time.GetUtcNow();
        var content = GatedFolderContent.Read(request.Folder);
        var checks = new DeploymentChecks(policy.Mode);
        if (Open(checks, content, gatekeeper, now) is { } verdict)
        {
            checks.Pass(DeploymentCheckIds.Signature, "The verdict is signed by the gatekeeper.");
            var against = new VerdictChecks(checks, policy, now);
            against.CheckFiles(content, verdict.Subjects);
            against.CheckPolicy(verdict.Summary);
            against.CheckAge(verdict.Summary);
            against.CheckResult(verdict.Summary);
        }

        // Bytes that nobody judged are not read as manifests.
        if (checks.ExitCode == ExitCode.Pass)
        {
            await CheckImagesAsync(checks, request, content.Files, now, cancellationToken);
        }

        var files = checks.ExitCode == ExitCode.Pass ? content.Files : [];
        return new DeploymentResult(policy.Name, checks.Checks, checks.ExitCode, files);
    }

    private static SignedVerdict? Open(DeploymentChecks checks, GatedFolderContent content, Signer gatekeeper, DateTimeOffset now)
    {
        if (content.Verdict is not { } bytes)
        {
            checks.Refuse(
                DeploymentCheckIds.Signature,
                $"There is no {GatedFolder.VerdictFile} in the folder, so that nothing shows that it was judged."
            );
            return null;
        }

        try
        {
            var (verdict, problem) = SignedVerdict.Open(bytes, gatekeeper, now);
            if (problem is not null)
            {
                checks.Refuse(
                    DeploymentCheckIds.Signature,
                    $"{GatedFolder.VerdictFile} is no verdict of the gatekeeper. {problem}"
                );
            }

            return verdict;
        }
        catch (UndeterminedException error)
        {
            checks.Judge(new GateCheck(DeploymentCheckIds.Signature, GateCheckOutcome.Error, error.Message));
            return null;
        }
    }

    private static async Task CheckImagesAsync(
        DeploymentChecks checks,
        DeploymentRequest request,
        IReadOnlyList<GatedFile> files,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        if (request.Stores is not { } stores)
        {
            checks.Skip(DeploymentCheckIds.ImageVerdict, "The images were not looked at, since no place to find them was given.");
            return;
        }

        var release = Release.Of(files.Select(file => (file.Name, Encoding.UTF8.GetString(file.Content.Span))));
        await new ImageChecks(checks, request.Policy, stores, now).CheckAsync(
            release,
            LocalBundles.Load(request.Attestations),
            cancellationToken
        );
    }
}
