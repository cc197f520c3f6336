using Cake.Core;

namespace Cake.Frosting;

/// <summary>Is called after each task, skipped and failed ones included.</summary>
public interface IFrostingTaskTeardown
{
    /// <summary>Is called after each task, skipped and failed ones included.</summary>
    /// <param name="context">The context of the build.</param>
    /// <param name="info">The task, its duration, and whether it was skipped or failed.</param>
    void Teardown(ICakeContext context, ITaskTeardownContext info);
}
