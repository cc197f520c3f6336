using Cake.Core;

namespace Cake.Frosting;

/// <summary>Base of a task setup and teardown with the plain Cake context.</summary>
public abstract class FrostingTaskLifetime : FrostingTaskLifetime<ICakeContext>;
