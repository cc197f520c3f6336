using System.Diagnostics.CodeAnalysis;
using Cake.Core;
using Cake.Frosting.Internal;

namespace Cake.Frosting;

/// <summary>Base of a task that works with the context of the build.</summary>
/// <typeparam name="T">Type of the context; the registered context must be convertible to it.</typeparam>
[SuppressMessage("Design", "CA1033", Justification = "Derived tasks override Run, which the asynchronous member calls.")]
public abstract class FrostingTask<T> : IFrostingTask
    where T : ICakeContext
{
    /// <summary>Does the work; nothing unless overridden.</summary>
    /// <param name="context">The context of the build.</param>
    public virtual void Run(T context) { }

    /// <summary>Whether the task is to run; true unless overridden.</summary>
    /// <param name="context">The context of the build.</param>
    public virtual bool ShouldRun(T context) => true;

    /// <summary>Handles the failure of the task. An override swallows the failure unless it throws.</summary>
    /// <param name="exception">What went wrong.</param>
    /// <param name="context">The context of the build.</param>
    public virtual void OnError(Exception exception, T context) { }

    /// <summary>Is called when the task has ended, whether well or badly.</summary>
    /// <param name="context">The context of the build.</param>
    public virtual void Finally(T context) { }

    /// <inheritdoc />
    Task IFrostingTask.RunAsync(ICakeContext context)
    {
        Run(context.As<T>());
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    bool IFrostingTask.ShouldRun(ICakeContext context) => ShouldRun(context.As<T>());

    /// <inheritdoc />
    void IFrostingTask.OnError(Exception exception, ICakeContext context) => OnError(exception, context.As<T>());

    /// <inheritdoc />
    void IFrostingTask.Finally(ICakeContext context) => Finally(context.As<T>());
}
