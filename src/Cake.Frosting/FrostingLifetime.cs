using Cake.Core;

namespace Cake.Frosting;

/// <summary>Base of a setup and teardown with the plain Cake context.</summary>
public abstract class FrostingLifetime : FrostingLifetime<ICakeContext>;
