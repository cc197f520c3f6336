using Cake.Core.Composition;
using Cake.Core.IO;
using Cake.Core.Packaging;
using Cake.Frosting.Internal;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>Registers the parts of a build with its services.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Registers the context of the build; the last registration counts.</summary>
    /// <typeparam name="TContext">Type of the context.</typeparam>
    /// <param name="services">The services of the build.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseContext<TContext>(this IServiceCollection services)
        where TContext : class, IFrostingContext => services.AddSingleton<IFrostingContext, TContext>();

    /// <summary>Registers what runs before the first and after the last task; the last registration counts.</summary>
    /// <typeparam name="TLifetime">Type of the lifetime.</typeparam>
    /// <param name="services">The services of the build.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseLifetime<TLifetime>(this IServiceCollection services)
        where TLifetime : class, IFrostingLifetime =>
        services
            .AddSingleton<IFrostingLifetime, TLifetime>()
            .AddSingleton<IFrostingSetup>(provider => provider.GetRequiredService<IFrostingLifetime>())
            .AddSingleton<IFrostingTeardown>(provider => provider.GetRequiredService<IFrostingLifetime>());

    /// <summary>Registers what runs before the first task; the last registration counts.</summary>
    /// <typeparam name="TSetup">Type of the setup.</typeparam>
    /// <param name="services">The services of the build.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseSetup<TSetup>(this IServiceCollection services)
        where TSetup : class, IFrostingSetup => services.AddSingleton<IFrostingSetup, TSetup>();

    /// <summary>Registers what runs after the last task; the last registration counts.</summary>
    /// <typeparam name="TTeardown">Type of the teardown.</typeparam>
    /// <param name="services">The services of the build.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseTeardown<TTeardown>(this IServiceCollection services)
        where TTeardown : class, IFrostingTeardown => services.AddSingleton<IFrostingTeardown, TTeardown>();

    /// <summary>Registers what runs before and after each task; the last registration counts.</summary>
    /// <typeparam name="TLifetime">Type of the task lifetime.</typeparam>
    /// <param name="services">The services of the build.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseTaskLifetime<TLifetime>(this IServiceCollection services)
        where TLifetime : class, IFrostingTaskLifetime =>
        services
            .AddSingleton<IFrostingTaskLifetime, TLifetime>()
            .AddSingleton<IFrostingTaskSetup>(provider => provider.GetRequiredService<IFrostingTaskLifetime>())
            .AddSingleton<IFrostingTaskTeardown>(provider => provider.GetRequiredService<IFrostingTaskLifetime>());

    /// <summary>Registers what runs before each task; the last registration counts.</summary>
    /// <typeparam name="TSetup">Type of the task setup.</typeparam>
    /// <param name="services">The services of the build.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseTaskSetup<TSetup>(this IServiceCollection services)
        where TSetup : class, IFrostingTaskSetup => services.AddSingleton<IFrostingTaskSetup, TSetup>();

    /// <summary>Registers what runs after each task; the last registration counts.</summary>
    /// <typeparam name="TTeardown">Type of the task teardown.</typeparam>
    /// <param name="services">The services of the build.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseTaskTeardown<TTeardown>(this IServiceCollection services)
        where TTeardown : class, IFrostingTaskTeardown => services.AddSingleton<IFrostingTaskTeardown, TTeardown>();

    /// <summary>Registers the services of a Cake module.</summary>
    /// <typeparam name="TModule">Type of the module.</typeparam>
    /// <param name="services">The services of the build.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseModule<TModule>(this IServiceCollection services)
        where TModule : ICakeModule, new() => Cake.Cli.ServiceCollectionExtensions.UseModule<TModule>(services);

    /// <summary>Registers an installer of tool packages.</summary>
    /// <typeparam name="TPackageInstaller">Type of the installer.</typeparam>
    /// <param name="services">The services of the build.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UsePackageInstaller<TPackageInstaller>(this IServiceCollection services)
        where TPackageInstaller : class, IPackageInstaller => services.AddSingleton<IPackageInstaller, TPackageInstaller>();

    /// <summary>Asks for a tool to be installed before the first task.</summary>
    /// <param name="services">The services of the build.</param>
    /// <param name="uri">The package, such as <c>nuget:?package=…&amp;version=…</c> or <c>dotnet:?package=…</c>.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseTool(this IServiceCollection services, Uri uri) =>
        services.AddSingleton(new PackageReference(uri.OriginalString));

    /// <summary>Sets the directory in which the build works.</summary>
    /// <param name="services">The services of the build.</param>
    /// <param name="path">The directory, relative to the current one; <c>--working</c> takes precedence.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseWorkingDirectory(this IServiceCollection services, DirectoryPath path) =>
        services.AddSingleton(new WorkingDirectory(path));

    /// <summary>Sets a Cake setting.</summary>
    /// <param name="services">The services of the build.</param>
    /// <param name="key">Name of the setting, such as <c>Paths_Tools</c>.</param>
    /// <param name="value">Its value; environment, <c>cake.config</c> and command line take precedence.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseCakeSetting(this IServiceCollection services, string key, string value) =>
        services.AddSingleton(new CakeSetting(key, value));

    /// <summary>Sets the directory in which tools are installed.</summary>
    /// <param name="services">The services of the build.</param>
    /// <param name="toolPath">The directory.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseToolPath(this IServiceCollection services, DirectoryPath toolPath) =>
        services.UseCakeSetting("Paths_Tools", toolPath.FullPath);
}
