using Cake.Core;

namespace Cake.Frosting;

/// <summary>Base of a task teardown with the plain Cake context.</summary>
public abstract class FrostingTaskTeardown : FrostingTaskTeardown<ICakeContext>;
