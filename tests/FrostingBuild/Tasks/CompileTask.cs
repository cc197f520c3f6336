using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace FrostingBuild.Tasks;

[TaskName("Compile")]
[TaskDescription("Compiles everything.")]
public sealed class CompileTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => context.Log.Information("compile ran");
}
