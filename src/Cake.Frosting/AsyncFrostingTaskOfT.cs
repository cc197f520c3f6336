using Cake.Core;
using Cake.Frosting.Internal;

namespace Cake.Frosting;

/// <summary>Base of an asynchronous task that works with the context of the build.</summary>
/// <typeparam name="T">Type of the context; the registered context must be convertible to it.</typeparam>
public abstract class AsyncFrostingTask<T> : IFrostingTask
    where T : ICakeContext
{
    /// <summary>Does the work; nothing unless overridden.</summary>
    /// <param name="context">The context of the build.</param>
    /// <returns>A task that ends when the work is done.</returns>
    public virtual Task RunAsync(T context) => Task.CompletedTask;

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
    Task IFrostingTask.RunAsync(ICakeContext context) => RunAsync(context.As<T>());

    /// <inheritdoc />
    bool IFrostingTask.ShouldRun(ICakeContext context) => ShouldRun(context.As<T>());

    /// <inheritdoc />
    void IFrostingTask.OnError(Exception exception, ICakeContext context) => OnError(exception, context.As<T>());

    /// <inheritdoc />
    void IFrostingTask.Finally(ICakeContext context) => Finally(context.As<T>());
}
