using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace FrostingBuild.Tasks;

[TaskName("Show-Arguments")]
[TaskDescription("Logs the arguments and settings that it sees.")]
public sealed class ShowArgumentsTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        foreach (var (name, values) in context.Arguments.GetArguments().OrderBy(argument => argument.Key, StringComparer.Ordinal))
        {
            context.Log.Information("argument {0} = {1}", name, string.Join(',', values));
        }

        context.Log.Information("tools = {0}", context.Configuration.GetValue("Paths_Tools"));
        context.Log.Information("directory = {0}", context.Environment.WorkingDirectory.FullPath);
    }
}
