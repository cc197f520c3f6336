using Cake.Core;
using Cake.Frosting;

namespace FrostingBuild.Tasks;

[TaskName("Fail-Async")]
public sealed class FailAsyncTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        await Task.Yield();
        throw new AggregateException(new InvalidOperationException("first"), new CakeException(context.Code, "second"));
    }
}
