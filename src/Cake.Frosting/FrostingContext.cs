using Cake.Core;

namespace Cake.Frosting;

/// <summary>The default context, and the base of a build's own.</summary>
/// <param name="context">The Cake context that every member is taken from.</param>
public class FrostingContext(ICakeContext context) : CakeContextAdapter(context), IFrostingContext;
