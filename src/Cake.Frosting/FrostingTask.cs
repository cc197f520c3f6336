using Cake.Core;

namespace Cake.Frosting;

/// <summary>Base of a task that makes do with the plain Cake context.</summary>
public abstract class FrostingTask : FrostingTask<ICakeContext>;
