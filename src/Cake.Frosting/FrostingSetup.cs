using Cake.Core;

namespace Cake.Frosting;

/// <summary>Base of a setup with the plain Cake context.</summary>
public abstract class FrostingSetup : FrostingSetup<ICakeContext>;
