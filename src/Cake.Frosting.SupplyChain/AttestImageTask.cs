using Cake.SupplyChain.Tasks;

namespace Cake.Frosting.SupplyChain;

/// <summary>Attests what was found out about the images and manifests.</summary>
[TaskName(AttestImage.Name)]
[TaskDescription(AttestImage.Description)]
[IsDependentOn(typeof(GenerateSbomTask))]
[IsDependentOn(typeof(ScanImageTask))]
[IsDependentOn(typeof(LintManifestsTask))]
[IsDependentOn(typeof(SignImageTask))]
public sealed class AttestImageTask : AsyncFrostingTask<ISupplyChainContext>
{
    /// <inheritdoc />
    public override Task RunAsync(ISupplyChainContext context) => context.Release.RunAsync(AttestImage.RunAsync);
}
