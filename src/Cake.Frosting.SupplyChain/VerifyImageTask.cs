using Cake.SupplyChain.Tasks;

namespace Cake.Frosting.SupplyChain;

/// <summary>Verifies the signatures of the images.</summary>
[TaskName(VerifyImage.Name)]
[TaskDescription(VerifyImage.Description)]
[IsDependentOn(typeof(SignImageTask))]
public sealed class VerifyImageTask : AsyncFrostingTask<ISupplyChainContext>
{
    /// <inheritdoc />
    public override Task RunAsync(ISupplyChainContext context) => context.Release.RunAsync(VerifyImage.RunAsync);
}
