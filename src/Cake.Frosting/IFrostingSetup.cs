using Cake.Core;

namespace Cake.Frosting;

/// <summary>Is called once before the first task; if it throws, no task runs but the teardown does.</summary>
public interface IFrostingSetup
{
    /// <summary>Is called once before the first task; if it throws, no task runs but the teardown does.</summary>
    /// <param name="context">The context of the build.</param>
    /// <param name="info">The targets and the tasks that will run.</param>
    void Setup(ICakeContext context, ISetupContext info);
}
