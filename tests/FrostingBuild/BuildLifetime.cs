using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace FrostingBuild;

public sealed class BuildLifetime : FrostingLifetime<BuildContext>
{
    public override void Setup(BuildContext context, ISetupContext info)
    {
        if (context.Arguments.HasArgument("fail-setup"))
        {
            throw new CakeException(context.Code, "the setup fails");
        }
    }

    public override void Teardown(BuildContext context, ITeardownContext info)
    {
        context.Log.Information("teardown ran, successful: {0}", info.Successful);
        if (context.Arguments.HasArgument("fail-teardown"))
        {
            throw new CakeException(context.Code, "the teardown fails");
        }
    }
}
