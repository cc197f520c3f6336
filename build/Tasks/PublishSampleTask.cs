using Cake.Common.IO;
using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.Publish;
using Cake.Core;
using Cake.Core.IO;
using Cake.Frosting;
using Cake.Frosting.SupplyChain;

namespace Build.Tasks;

/// <summary>Publishes the projects of the sample, each into the folder that is packed.</summary>
[TaskName("Publish-Sample")]
[TaskDescription("Publishes the sample's projects.")]
[IsDependeeOf(typeof(PackImageTask))]
public sealed class PublishSampleTask : FrostingTask<BuildContext>
{
    /// <inheritdoc />
    public override void Run(BuildContext context) =>
        Parallel.ForEach(context.Sample.Projects, sample => Publish(context, sample.Key, sample.Value));

    private static void Publish(BuildContext context, string image, FilePath project)
    {
        var output = context.Sample.Published(image);
        context.EnsureDirectoryDoesNotExist(output, new DeleteDirectorySettings { Recursive = true, Force = true });
        context.DotNetPublish(
            project.FullPath,
            new DotNetPublishSettings
            {
                Configuration = "Release",
                OutputDirectory = output,
                NoLogo = true,
                Verbosity = DotNetVerbosity.Quiet,
                // The host program is the machine's own kind; the image starts the application by its assembly.
                ArgumentCustomization = arguments => arguments.Append("-p:UseAppHost=false"),
            }
        );
    }
}
