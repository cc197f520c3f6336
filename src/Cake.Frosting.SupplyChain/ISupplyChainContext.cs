using Cake.SupplyChain;

namespace Cake.Frosting.SupplyChain;

/// <summary>What the tasks ask of a build's context. A build with a context of its own implements it; others use <see cref="SupplyChainContext"/>.</summary>
public interface ISupplyChainContext : IFrostingContext
{
    /// <summary>The release that this build makes.</summary>
    Release Release { get; }
}
