using Cake.Frosting;

namespace FrostingBuild.Tasks;

[TaskName("Crash")]
public sealed class CrashTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => throw new InvalidOperationException("the task crashes");
}
