using Cake.Common;
using Cake.Core;
using Cake.Core.IO;
using Cake.Frosting;

namespace Build;

/// <summary>What the tasks of this repository's own build share.</summary>
public sealed class BuildContext : FrostingContext
{
    /// <summary>Reads the arguments of the build.</summary>
    public BuildContext(ICakeContext context)
        : base(context)
    {
        TestedConfiguration = context.Argument("configuration", "Debug");
        Root = FindRoot(context);
    }

    /// <summary>Configuration that is compiled and tested. Default <c>Debug</c>, which this build itself runs in, so that nothing is compiled twice.</summary>
    public string TestedConfiguration { get; }

    /// <summary>Root of the checkout, wherever the build was started.</summary>
    public DirectoryPath Root { get; }

    /// <summary>Where everything that the build writes goes.</summary>
    public DirectoryPath Artifacts => Root.Combine("artifacts");

    private static DirectoryPath FindRoot(ICakeContext context)
    {
        var folder = context.Environment.WorkingDirectory;
        while (!context.FileSystem.GetFile(folder.CombineWithFilePath("SupplyChain.sln")).Exists)
        {
            folder =
                folder.GetParent()
                ?? throw new CakeException(
                    $"No SupplyChain.sln above '{context.Environment.WorkingDirectory}'; start the build inside the checkout."
                );
        }

        return folder;
    }
}
