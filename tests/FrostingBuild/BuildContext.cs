using Cake.Core;
using Cake.Frosting;

namespace FrostingBuild;

public sealed class BuildContext(ICakeContext context) : FrostingContext(context)
{
    public int Code => int.Parse(Arguments.GetArgument("code") ?? "7", System.Globalization.CultureInfo.InvariantCulture);
}
