using Cake.Core;

namespace Cake.Frosting;

/// <summary>Is called once after the last task, whether the build succeeded or not.</summary>
public interface IFrostingTeardown
{
    /// <summary>Is called once after the last task, whether the build succeeded or not.</summary>
    /// <param name="context">The context of the build.</param>
    /// <param name="info">Whether the build succeeded, and what it threw.</param>
    void Teardown(ICakeContext context, ITeardownContext info);
}
