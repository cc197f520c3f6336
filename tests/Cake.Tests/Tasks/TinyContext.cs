using Cake.Core;
using Cake.Frosting.SupplyChain;
using Cake.SupplyChain;

namespace Cake.Tests.Tasks;

/// <summary>A build's own context, as small as it can be.</summary>
internal sealed class TinyContext(ICakeContext context, ReleaseSettings settings) : SupplyChainContext(context, settings);
