using Cake.SupplyChain.Tasks;

namespace Cake.Frosting.SupplyChain;

/// <summary>Signs the images.</summary>
[TaskName(SignImage.Name)]
[TaskDescription(SignImage.Description)]
[IsDependentOn(typeof(PackImageTask))]
public sealed class SignImageTask : AsyncFrostingTask<ISupplyChainContext>
{
    /// <inheritdoc />
    public override Task RunAsync(ISupplyChainContext context) => context.Release.RunAsync(SignImage.RunAsync);
}
