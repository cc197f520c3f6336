using Cake.Common.Diagnostics;
using Cake.Frosting;
using Cake.Frosting.SupplyChain;

namespace Build.Tasks;

/// <summary>Makes the keys of the sample on the first run.</summary>
[TaskName("Make-Keys")]
[TaskDescription("Makes the sample's keys on the first run, and says where their password is.")]
[IsDependeeOf(typeof(PackImageTask))]
public sealed class MakeKeysTask : FrostingTask<BuildContext>
{
    /// <inheritdoc />
    public override void Run(BuildContext context)
    {
        var keys = context.Sample.Keys;
        var made = keys.Make();
        context.Release.Settings.Password = keys.Password;
        context.Information(
            made ? "Made the keys in {0}; their password is kept in {1}" : "The keys are in {0}, their password in {1}",
            context.Root.GetRelativePath(keys.Signing.GetDirectory()),
            context.Root.GetRelativePath(keys.PasswordFile)
        );
    }
}
