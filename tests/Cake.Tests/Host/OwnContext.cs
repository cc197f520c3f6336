using Cake.Core;
using Cake.Frosting;

namespace Cake.Tests.Host;

internal class OwnContext(ICakeContext context) : FrostingContext(context);
