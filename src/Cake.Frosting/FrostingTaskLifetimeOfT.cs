using Cake.Core;
using Cake.Frosting.Internal;

namespace Cake.Frosting;

/// <summary>Base of a task setup and teardown with the context of the build.</summary>
/// <typeparam name="TContext">Type of the context; the registered context must be convertible to it.</typeparam>
public abstract class FrostingTaskLifetime<TContext> : IFrostingTaskLifetime
    where TContext : ICakeContext
{
    /// <summary>Is called before each task, skipped ones included; if it throws, the task does not run.</summary>
    /// <param name="context">The context of the build.</param>
    /// <param name="info">The task about to run.</param>
    public abstract void Setup(TContext context, ITaskSetupContext info);

    /// <summary>Is called after each task, skipped and failed ones included.</summary>
    /// <param name="context">The context of the build.</param>
    /// <param name="info">The task, its duration, and whether it was skipped or failed.</param>
    public abstract void Teardown(TContext context, ITaskTeardownContext info);

    /// <inheritdoc />
    void IFrostingTaskSetup.Setup(ICakeContext context, ITaskSetupContext info) => Setup(context.As<TContext>(), info);

    /// <inheritdoc />
    void IFrostingTaskTeardown.Teardown(ICakeContext context, ITaskTeardownContext info) =>
        Teardown(context.As<TContext>(), info);
}
