using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.Publish;
using Cake.Frosting;

namespace Build.Tasks;

/// <summary>Compiles the command line ahead of time into <c>artifacts/cli</c>.</summary>
[TaskName("Publish-Cli")]
[TaskDescription("Compiles the command line ahead of time into artifacts/cli.")]
public sealed class PublishCliTask : FrostingTask<BuildContext>
{
    /// <inheritdoc />
    public override void Run(BuildContext context) =>
        context.DotNetPublish(
            context.Root.Combine("src/SupplyChain.Cli").FullPath,
            new DotNetPublishSettings
            {
                Configuration = "Release",
                OutputDirectory = context.Artifacts.Combine("cli"),
                NoLogo = true,
                Verbosity = DotNetVerbosity.Quiet,
                MSBuildSettings = WithoutAnalyzers.Settings,
            }
        );
}
