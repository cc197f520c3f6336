using Cake.Core;
using Cake.Frosting;

namespace FrostingBuild.Tasks;

[TaskName("Fail")]
[TaskDescription("Fails with the code given as --code.")]
public sealed class FailTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) => throw new CakeException(context.Code, "the task fails");
}
