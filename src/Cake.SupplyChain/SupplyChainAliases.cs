using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.SupplyChain;

/// <summary>Aliases for <c>dotnet cake</c> scripts.</summary>
[CakeAliasCategory("Supply Chain")]
[CakeNamespaceImport("Cake.SupplyChain")]
public static class SupplyChainAliases
{
    /// <summary>
    /// Registers the tasks of the pipeline, <c>Pack-Image</c> to <c>Deploy</c> and the umbrella <c>Supply-Chain</c>, in the running
    /// script, so that its own tasks can depend on them and <c>--target</c> can name them.
    /// </summary>
    /// <param name="context">The script.</param>
    /// <param name="settings">What is released, and how.</param>
    /// <exception cref="CakeException">The script runs on a Cake older than 7.</exception>
    /// <example>
    /// <code>
    /// RegisterSupplyChainTasks(new ReleaseSettings
    /// {
    ///     Policy = "deploy/policy.yaml",
    ///     Environment = "prod",
    ///     SigningKey = "ci.key",
    ///     Images = { new ReleaseImage { Reference = "registry.example/shop/api:1.4.0" } },
    ///     Manifests = { "deploy/rendered" },
    /// });
    /// Task("Default").IsDependentOn("Gate");
    /// RunTarget(Argument("target", "Default"));
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Tasks")]
    [SuppressMessage(
        "Reliability",
        "CA2000",
        Justification = "The release lives as long as the script, whose one teardown is its author's."
    )]
    public static void RegisterSupplyChainTasks(this ICakeContext context, ReleaseSettings settings)
    {
        var engine = EngineOf(context);
        var release = new Release(context, settings);
        foreach (var task in ReleaseTask.All)
        {
            var builder = engine.RegisterTask(task.Name).Description(task.Description).Does(() => release.RunAsync(task.Body));
            foreach (var dependency in task.DependsOn)
            {
                builder.IsDependentOn(dependency);
            }
        }
    }

    private static ICakeEngine EngineOf(ICakeContext context)
    {
        const string remedy = "Cake.SupplyChain needs Cake 7 or newer; update the Cake.Tool in dotnet-tools.json.";
        try
        {
            return ServiceOf(context) ?? throw new CakeException(remedy);
        }
        catch (MissingMethodException error)
        {
            throw new CakeException(remedy, error);
        }
    }

    // On its own, so that an older Cake fails here, where it can be told, and not when the alias is compiled.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ICakeEngine? ServiceOf(ICakeContext context) =>
        (ICakeEngine?)context.ServiceProvider.GetService(typeof(ICakeEngine));
}
