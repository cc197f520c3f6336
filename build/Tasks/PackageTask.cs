using Cake.Common.IO;
using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.Pack;
using Cake.Frosting;

namespace Build.Tasks;

/// <summary>Packs the library, the tool, the addin and the Frosting tasks into <c>artifacts/packages</c>.</summary>
[TaskName("Package")]
[TaskDescription("Packs the library, the tool, the addin and the Frosting tasks into artifacts/packages.")]
[IsDependentOn(typeof(PublishCliTask))]
public sealed class PackageTask : FrostingTask<BuildContext>
{
    private static readonly string[] Projects =
    [
        "SupplyChain",
        "SupplyChain.Cli",
        "Cake.SupplyChain",
        "Cake.Frosting.SupplyChain",
    ];

    /// <inheritdoc />
    public override void Run(BuildContext context)
    {
        // What an earlier run packed or loaded under the same version must not be taken for this run's.
        var packages = context.Artifacts.Combine("packages");
        context.CleanDirectories([packages, context.Artifacts.Combine("addins")]);
        foreach (var project in Projects)
        {
            context.DotNetPack(
                context.Root.Combine($"src/{project}").FullPath,
                new DotNetPackSettings
                {
                    Configuration = "Release",
                    OutputDirectory = packages,
                    NoLogo = true,
                    Verbosity = DotNetVerbosity.Quiet,
                    MSBuildSettings = WithoutAnalyzers.Settings,
                }
            );
        }
    }
}
