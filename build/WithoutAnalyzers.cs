using Cake.Common.Tools.DotNet.MSBuild;

namespace Build;

/// <summary>Compiles the release configuration without the analyzers, which have judged the same sources in the build already.</summary>
internal static class WithoutAnalyzers
{
    public static DotNetMSBuildSettings Settings => new() { Properties = { ["RunAnalyzers"] = ["false"] } };
}
