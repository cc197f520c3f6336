using System.Reflection;
using Cake.Cli;
using Cake.Core.Configuration;
using Cake.Frosting.Internal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Spectre.Console.Cli;

namespace Cake.Frosting;

/// <summary>Puts a build together and runs it.</summary>
public sealed class CakeHost
{
    private readonly ServiceCollection _services = [];
    private readonly List<Assembly> _assemblies = [];

    /// <summary>Creates a host with the services of Cake and the tasks of the entry assembly.</summary>
    public CakeHost()
    {
        if (Assembly.GetEntryAssembly() is { } entry)
        {
            _assemblies.Add(entry);
        }

        _services.AddCakeDiagnostics();
        _services.UseCakeDefaultModules();
        _services.AddSingleton<ICakeConfiguration, HostConfiguration>();
        _services.AddSingleton<IVersionResolver, VersionResolver>();
        _services.AddSingleton<VersionFeature>();
        _services.AddSingleton<InfoFeature>();
        _services.AddSingleton<BuildScriptHost<IFrostingContext>>();
        _services.AddSingleton<DryRunScriptHost<IFrostingContext>>();
        _services.AddSingleton<TreeScriptHost>();
        _services.AddSingleton<DescriptionScriptHost>();
        _services.AddSingleton<TaskRegistrar>();
        _services.TryAddSingleton<Core.Tooling.IToolInstaller, Core.Tooling.ToolInstaller>();
        _services.AddSingleton<IToolInstaller, Internal.ToolInstaller>();
        _services.AddSingleton<FrostingContext>();
        _services.AddSingleton<IFrostingContext>(provider => provider.GetRequiredService<FrostingContext>());
    }

    /// <summary>Creates a host with the services of Cake and the tasks of the entry assembly.</summary>
    /// <returns>The new host.</returns>
    public static CakeHost Create() => new();

    /// <summary>Adds all public tasks of an assembly.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <returns>The same host.</returns>
    public CakeHost AddAssembly(Assembly assembly)
    {
        _assemblies.Add(assembly);
        return this;
    }

    /// <summary>Adds services; a later registration takes precedence over an earlier one.</summary>
    /// <param name="services">Receives the services of the build.</param>
    /// <returns>The same host.</returns>
    public CakeHost ConfigureServices(Action<IServiceCollection> services)
    {
        services(_services);
        return this;
    }

    /// <summary>Does what the command line asks for.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>
    /// 0 when the build succeeded; the code of the <see cref="Core.CakeException"/> that ended it, or 1; -1 when the command line is wrong.
    /// </returns>
    public int Run(IEnumerable<string> args)
    {
        foreach (var task in _assemblies.SelectMany(assembly => assembly.GetExportedTypes()).Where(IsTask))
        {
            _services.AddSingleton(typeof(IFrostingTask), task);
        }

        var registrar = new TypeRegistrar();
        registrar.RegisterInstance(typeof(IServiceCollection), _services);
        var app = new CommandApp<RunCommand>(registrar);
        app.Configure(configuration =>
        {
            configuration.AddExample();
            configuration.AddExample("--verbosity", "quiet");
            configuration.AddExample("--tree");

            // A flag given a value is an argument of the build: `--version=1.2.3` is what the build calls its version.
            configuration.Settings.ConvertFlagsToRemainingArguments = true;
        });
        return app.Run(args);
    }

    private static bool IsTask(Type type) =>
        type is { IsClass: true, IsAbstract: false } && typeof(IFrostingTask).IsAssignableFrom(type);
}
