using Cake.SupplyChain.Tasks;

namespace Cake.Frosting.SupplyChain;

/// <summary>Scans the images.</summary>
[TaskName(ScanImage.Name)]
[TaskDescription(ScanImage.Description)]
[IsDependentOn(typeof(PackImageTask))]
public sealed class ScanImageTask : AsyncFrostingTask<ISupplyChainContext>
{
    /// <inheritdoc />
    public override Task RunAsync(ISupplyChainContext context) => context.Release.RunAsync(ScanImage.RunAsync);
}
