using Cake.Core;

namespace Cake.Frosting;

/// <summary>Base of a teardown with the plain Cake context.</summary>
public abstract class FrostingTeardown : FrostingTeardown<ICakeContext>;
