using Cake.Core;

namespace Cake.Frosting;

/// <summary>Base of a task setup with the plain Cake context.</summary>
public abstract class FrostingTaskSetup : FrostingTaskSetup<ICakeContext>;
