using Cake.Core;
using Cake.Frosting.Internal;

namespace Cake.Frosting;

/// <summary>Base of a teardown with the context of the build.</summary>
/// <typeparam name="TContext">Type of the context; the registered context must be convertible to it.</typeparam>
public abstract class FrostingTeardown<TContext> : IFrostingTeardown
    where TContext : ICakeContext
{
    /// <summary>Is called once after the last task, whether the build succeeded or not.</summary>
    /// <param name="context">The context of the build.</param>
    /// <param name="info">Whether the build succeeded, and what it threw.</param>
    public abstract void Teardown(TContext context, ITeardownContext info);

    /// <inheritdoc />
    void IFrostingTeardown.Teardown(ICakeContext context, ITeardownContext info) => Teardown(context.As<TContext>(), info);
}
