using Cake.SupplyChain.Tasks;

namespace Cake.Frosting.SupplyChain;

/// <summary>Lists the packages of the images.</summary>
[TaskName(GenerateSbom.Name)]
[TaskDescription(GenerateSbom.Description)]
[IsDependentOn(typeof(PackImageTask))]
public sealed class GenerateSbomTask : AsyncFrostingTask<ISupplyChainContext>
{
    /// <inheritdoc />
    public override Task RunAsync(ISupplyChainContext context) => context.Release.RunAsync(GenerateSbom.RunAsync);
}
