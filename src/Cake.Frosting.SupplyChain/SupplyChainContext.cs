using Cake.Core;
using Cake.SupplyChain;

namespace Cake.Frosting.SupplyChain;

/// <summary>A context for builds that release one set of images and manifests.</summary>
public class SupplyChainContext : FrostingContext, ISupplyChainContext
{
    /// <summary>Makes the context.</summary>
    /// <param name="context">The running build.</param>
    /// <param name="settings">What is released, and how.</param>
    public SupplyChainContext(ICakeContext context, ReleaseSettings settings)
        : base(context) => Release = new Release(context, settings);

    /// <inheritdoc />
    public Release Release { get; }
}
