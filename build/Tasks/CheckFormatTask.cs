using Cake.Common;
using Cake.Core;
using Cake.Core.IO;
using Cake.Frosting;

namespace Build.Tasks;

/// <summary>Fails where the formatter would change a file.</summary>
[TaskName("Check-Format")]
[TaskDescription("Checks that every source file is formatted.")]
public sealed class CheckFormatTask : FrostingTask<BuildContext>
{
    /// <inheritdoc />
    public override void Run(BuildContext context)
    {
        DotNet(
            context,
            "tool restore",
            "The tools of dotnet-tools.json cannot be restored; check the network or the package source."
        );
        DotNet(context, "csharpier check .", "Some files are not formatted; run 'dotnet csharpier format .'.");
    }

    private static void DotNet(BuildContext context, string arguments, string failure)
    {
        var settings = new ProcessSettings { Arguments = arguments, WorkingDirectory = context.Root };
        if (context.StartProcess("dotnet", settings) != 0)
        {
            throw new CakeException(failure);
        }
    }
}
