using Cake.Core;

namespace Cake.Frosting;

/// <summary>
/// A unit of work of a build. Derive from <see cref="FrostingTask{T}"/> or <see cref="AsyncFrostingTask{T}"/>: the host refuses
/// tasks that implement only this interface.
/// </summary>
public interface IFrostingTask
{
    /// <summary>Why the task was skipped, shown when <see cref="ShouldRun"/> is false; empty by default.</summary>
    string SkippedMessage => string.Empty;

    /// <summary>Does the work.</summary>
    /// <param name="context">The context of the build.</param>
    /// <returns>A task that ends when the work is done.</returns>
    Task RunAsync(ICakeContext context);

    /// <summary>Whether the task is to run. A dependency that is not is skipped; a target that is not fails the build.</summary>
    /// <param name="context">The context of the build.</param>
    bool ShouldRun(ICakeContext context);

    /// <summary>Handles the failure of the task. The build goes on afterwards unless this throws.</summary>
    /// <param name="exception">What went wrong.</param>
    /// <param name="context">The context of the build.</param>
    void OnError(Exception exception, ICakeContext context);

    /// <summary>Is called when the task has ended, whether well or badly.</summary>
    /// <param name="context">The context of the build.</param>
    void Finally(ICakeContext context);
}
