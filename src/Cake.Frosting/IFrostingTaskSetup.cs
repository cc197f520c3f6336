using Cake.Core;

namespace Cake.Frosting;

/// <summary>Is called before each task, skipped ones included; if it throws, the task does not run.</summary>
public interface IFrostingTaskSetup
{
    /// <summary>Is called before each task, skipped ones included; if it throws, the task does not run.</summary>
    /// <param name="context">The context of the build.</param>
    /// <param name="info">The task about to run.</param>
    void Setup(ICakeContext context, ITaskSetupContext info);
}
