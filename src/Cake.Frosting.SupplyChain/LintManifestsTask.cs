using Cake.SupplyChain.Tasks;

namespace Cake.Frosting.SupplyChain;

/// <summary>Lints the manifests.</summary>
[TaskName(LintManifests.Name)]
[TaskDescription(LintManifests.Description)]
public sealed class LintManifestsTask : AsyncFrostingTask<ISupplyChainContext>
{
    /// <inheritdoc />
    public override Task RunAsync(ISupplyChainContext context) => context.Release.RunAsync(LintManifests.RunAsync);
}
