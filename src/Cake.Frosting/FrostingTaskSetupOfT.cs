using Cake.Core;
using Cake.Frosting.Internal;

namespace Cake.Frosting;

/// <summary>Base of a task setup with the context of the build.</summary>
/// <typeparam name="TContext">Type of the context; the registered context must be convertible to it.</typeparam>
public abstract class FrostingTaskSetup<TContext> : IFrostingTaskSetup
    where TContext : ICakeContext
{
    /// <summary>Is called before each task, skipped ones included; if it throws, the task does not run.</summary>
    /// <param name="context">The context of the build.</param>
    /// <param name="info">The task about to run.</param>
    public abstract void Setup(TContext context, ITaskSetupContext info);

    /// <inheritdoc />
    void IFrostingTaskSetup.Setup(ICakeContext context, ITaskSetupContext info) => Setup(context.As<TContext>(), info);
}
