using Cake.Core;
using Cake.Core.Diagnostics;
using SupplyChain.Gate.Deployment;
using SupplyChain.Gate.Verdicts;
using SupplyChain.Images;

namespace Cake.SupplyChain.Tasks;

/// <summary>
/// Deploys exactly the judged manifests. It checks the verdict for itself and by the real time, so that leaving out the other tasks
/// gains nothing.
/// </summary>
public static class Deploy
{
    /// <summary>Name of the task.</summary>
    public const string Name = "Deploy";

    /// <summary>What the task does, for <c>--description</c>.</summary>
    public const string Description =
        "Deploys the judged manifests, after checking that a passing verdict on exactly these bytes exists.";

    /// <summary>The body.</summary>
    public static async Task RunAsync(Release release, CancellationToken cancellationToken)
    {
        var result = await DeploymentCheck.VerifyAsync(
            new DeploymentRequest
            {
                Folder = release.Files.Gated,
                Policy = await release.PolicyAsync(cancellationToken),
                Stores = release.Stores,
                Attestations = release.AttestationPaths(),
            },
            cancellationToken
        );
        if (!result.IsAllowed)
        {
            var reasons = result.Checks.Where(check => check.Outcome is GateCheckOutcome.Fail or GateCheckOutcome.Error);
            throw new CakeException(
                (int)result.ExitCode,
                $"Not deployed: {string.Join(" ", reasons.Select(check => check.Message))}"
            );
        }

        var kubectl = Kubectl.Find();
        await PushAsync(release, cancellationToken);
        await kubectl.ApplyAsync(result.Files, line => release.Log.Information("{0}", line), cancellationToken);
    }

    /// <summary>Images that were kept in a layout until now go to the registry that the manifests name, with their evidence.</summary>
    private static async Task PushAsync(Release release, CancellationToken cancellationToken)
    {
        foreach (var image in release.Settings.Layout is null ? [] : release.Settings.Images)
        {
            var reference = ImageReference.Parse(image.Reference);
            var resolved = await release.ResolveAsync(image, cancellationToken);
            var registry = release.Stores.OpenStore(ImageLocation.Of(reference));
            await ImageCopier.CopyAsync(resolved, registry, reference.Tag, cancellationToken);
            release.Log.Information("Pushed {0} ({1})", image.Reference, resolved.Digest);
        }
    }
}
