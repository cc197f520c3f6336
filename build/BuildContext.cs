using Cake.Common;
using Cake.Core;
using Cake.Core.IO;
using Cake.Frosting.SupplyChain;

namespace Build;

/// <summary>What the tasks of this repository's own build share: where things are, and the sample that is released.</summary>
public sealed class BuildContext : SupplyChainContext
{
    /// <summary>Reads the arguments of the build.</summary>
    public BuildContext(ICakeContext context, ReleaseSummary summary)
        : this(context, summary, new Sample(FindRoot(context), context.Argument("sample", "shop"))) { }

    private BuildContext(ICakeContext context, ReleaseSummary summary, Sample sample)
        : base(context, sample.Settings(context.Argument("environment", "prod")))
    {
        Sample = sample;
        Summary = summary;
        TestedConfiguration = context.Argument("configuration", "Debug");
    }

    /// <summary>The sample that is released: <c>--sample</c>, default <c>shop</c>.</summary>
    public Sample Sample { get; }

    /// <summary>What the run says last.</summary>
    public ReleaseSummary Summary { get; }

    /// <summary>Configuration that is compiled and tested. Default <c>Debug</c>, which this build itself runs in, so that nothing is compiled twice.</summary>
    public string TestedConfiguration { get; }

    /// <summary>Root of the checkout, wherever the build was started.</summary>
    public DirectoryPath Root => Sample.Root;

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
