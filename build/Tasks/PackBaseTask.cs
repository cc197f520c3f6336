using Cake.Common.Diagnostics;
using Cake.Frosting;
using Cake.Frosting.SupplyChain;

namespace Build.Tasks;

/// <summary>Makes the base image of the samples.</summary>
[TaskName("Pack-Base")]
[TaskDescription("Makes the samples' base image of this machine's .NET runtime.")]
[IsDependeeOf(typeof(PackImageTask))]
public sealed class PackBaseTask : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc />
    public override async Task RunAsync(BuildContext context)
    {
        var digest = await DotnetBase.MakeAsync(context.Sample.Base);
        context.Information(".NET {0} is {1}", DotnetBase.Tag, digest);
    }
}
