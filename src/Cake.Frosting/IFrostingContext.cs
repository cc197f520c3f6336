using Cake.Core;

namespace Cake.Frosting;

/// <summary>The context that every task of a build receives; <see cref="FrostingContext"/> is the one used unless another is registered.</summary>
public interface IFrostingContext : ICakeContext;
