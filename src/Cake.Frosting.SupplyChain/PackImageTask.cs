using Cake.SupplyChain.Tasks;

namespace Cake.Frosting.SupplyChain;

/// <summary>Packs the application folders of the release into images.</summary>
[TaskName(PackImage.Name)]
[TaskDescription(PackImage.Description)]
public sealed class PackImageTask : AsyncFrostingTask<ISupplyChainContext>
{
    /// <inheritdoc />
    public override Task RunAsync(ISupplyChainContext context) => context.Release.RunAsync(PackImage.RunAsync);
}
