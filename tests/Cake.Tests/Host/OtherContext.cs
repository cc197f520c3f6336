using Cake.Core;
using Cake.Frosting;

namespace Cake.Tests.Host;

internal sealed class OtherContext(ICakeContext context) : FrostingContext(context);
