using Cake.SupplyChain.Tasks;

namespace Cake.Frosting.SupplyChain;

/// <summary>Deploys exactly the judged manifests.</summary>
[TaskName(Deploy.Name)]
[TaskDescription(Deploy.Description)]
[IsDependentOn(typeof(GateTask))]
public sealed class DeployTask : AsyncFrostingTask<ISupplyChainContext>
{
    /// <inheritdoc />
    public override Task RunAsync(ISupplyChainContext context) => context.Release.RunAsync(Deploy.RunAsync);
}
