using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.Build;
using Cake.Frosting;

namespace Build.Tasks;

/// <summary>Compiles the solution; warnings are errors.</summary>
[TaskName("Build")]
[TaskDescription("Compiles everything.")]
public sealed class BuildTask : FrostingTask<BuildContext>
{
    /// <inheritdoc />
    public override void Run(BuildContext context) =>
        context.DotNetBuild(
            context.Root.CombineWithFilePath("SupplyChain.sln").FullPath,
            new DotNetBuildSettings
            {
                Configuration = context.TestedConfiguration,
                NoLogo = true,
                Verbosity = DotNetVerbosity.Quiet,
            }
        );
}
