using Cake.SupplyChain.Tasks;

namespace Cake.Frosting.SupplyChain;

/// <summary>Judges the release against the policy.</summary>
[TaskName(Gate.Name)]
[TaskDescription(Gate.Description)]
[IsDependentOn(typeof(AttestImageTask))]
[IsDependentOn(typeof(VerifyImageTask))]
public sealed class GateTask : AsyncFrostingTask<ISupplyChainContext>
{
    /// <inheritdoc />
    public override Task RunAsync(ISupplyChainContext context) => context.Release.RunAsync(Gate.RunAsync);
}
