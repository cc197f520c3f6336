using Cake.Core;
using Cake.Frosting.Internal;

namespace Cake.Frosting;

/// <summary>Base of a setup with the context of the build.</summary>
/// <typeparam name="TContext">Type of the context; the registered context must be convertible to it.</typeparam>
public abstract class FrostingSetup<TContext> : IFrostingSetup
    where TContext : ICakeContext
{
    /// <summary>Is called once before the first task; if it throws, no task runs but the teardown does.</summary>
    /// <param name="context">The context of the build.</param>
    /// <param name="info">The targets and the tasks that will run.</param>
    public abstract void Setup(TContext context, ISetupContext info);

    /// <inheritdoc />
    void IFrostingSetup.Setup(ICakeContext context, ISetupContext info) => Setup(context.As<TContext>(), info);
}
