using Cake.Core.Composition;
using Cake.Core.IO;
using Cake.Core.Packaging;

namespace Cake.Frosting;

/// <summary>Registers the parts of a build with its host.</summary>
public static class CakeHostExtensions
{
    /// <summary>Lets a startup class register services.</summary>
    /// <typeparam name="TStartup">Type of the startup class.</typeparam>
    /// <param name="host">The host to configure.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseStartup<TStartup>(this CakeHost host)
        where TStartup : IFrostingStartup, new()
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.ConfigureServices(services => new TStartup().Configure(services));
    }

    /// <summary>Registers the context of the build; the last registration counts.</summary>
    /// <typeparam name="TContext">Type of the context.</typeparam>
    /// <param name="host">The host to configure.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseContext<TContext>(this CakeHost host)
        where TContext : class, IFrostingContext => host.ConfigureServices(services => services.UseContext<TContext>());

    /// <summary>Registers what runs before the first and after the last task; the last registration counts.</summary>
    /// <typeparam name="TLifetime">Type of the lifetime.</typeparam>
    /// <param name="host">The host to configure.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseLifetime<TLifetime>(this CakeHost host)
        where TLifetime : class, IFrostingLifetime => host.ConfigureServices(services => services.UseLifetime<TLifetime>());

    /// <summary>Registers what runs before the first task; the last registration counts.</summary>
    /// <typeparam name="TSetup">Type of the setup.</typeparam>
    /// <param name="host">The host to configure.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseSetup<TSetup>(this CakeHost host)
        where TSetup : class, IFrostingSetup => host.ConfigureServices(services => services.UseSetup<TSetup>());

    /// <summary>Registers what runs after the last task; the last registration counts.</summary>
    /// <typeparam name="TTeardown">Type of the teardown.</typeparam>
    /// <param name="host">The host to configure.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseTeardown<TTeardown>(this CakeHost host)
        where TTeardown : class, IFrostingTeardown => host.ConfigureServices(services => services.UseTeardown<TTeardown>());

    /// <summary>Registers what runs before and after each task; the last registration counts.</summary>
    /// <typeparam name="TLifetime">Type of the task lifetime.</typeparam>
    /// <param name="host">The host to configure.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseTaskLifetime<TLifetime>(this CakeHost host)
        where TLifetime : class, IFrostingTaskLifetime =>
        host.ConfigureServices(services => services.UseTaskLifetime<TLifetime>());

    /// <summary>Registers what runs before each task; the last registration counts.</summary>
    /// <typeparam name="TSetup">Type of the task setup.</typeparam>
    /// <param name="host">The host to configure.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseTaskSetup<TSetup>(this CakeHost host)
        where TSetup : class, IFrostingTaskSetup => host.ConfigureServices(services => services.UseTaskSetup<TSetup>());

    /// <summary>Registers what runs after each task; the last registration counts.</summary>
    /// <typeparam name="TTeardown">Type of the task teardown.</typeparam>
    /// <param name="host">The host to configure.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseTaskTeardown<TTeardown>(this CakeHost host)
        where TTeardown : class, IFrostingTaskTeardown =>
        host.ConfigureServices(services => services.UseTaskTeardown<TTeardown>());

    /// <summary>Registers the services of a Cake module.</summary>
    /// <typeparam name="TModule">Type of the module.</typeparam>
    /// <param name="host">The host to configure.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseModule<TModule>(this CakeHost host)
        where TModule : ICakeModule, new() => host.ConfigureServices(services => services.UseModule<TModule>());

    /// <summary>Registers an installer of tool packages.</summary>
    /// <typeparam name="TPackageInstaller">Type of the installer.</typeparam>
    /// <param name="host">The host to configure.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UsePackageInstaller<TPackageInstaller>(this CakeHost host)
        where TPackageInstaller : class, IPackageInstaller =>
        host.ConfigureServices(services => services.UsePackageInstaller<TPackageInstaller>());

    /// <summary>Asks for a tool to be installed before the first task.</summary>
    /// <param name="host">The host to configure.</param>
    /// <param name="uri">The package, such as <c>nuget:?package=…&amp;version=…</c> or <c>dotnet:?package=…</c>.</param>
    /// <returns>The same host.</returns>
    public static CakeHost InstallTool(this CakeHost host, Uri uri) => host.ConfigureServices(services => services.UseTool(uri));

    /// <summary>Sets the directory in which the build works.</summary>
    /// <param name="host">The host to configure.</param>
    /// <param name="path">The directory, relative to the current one; <c>--working</c> takes precedence.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseWorkingDirectory(this CakeHost host, DirectoryPath path) =>
        host.ConfigureServices(services => services.UseWorkingDirectory(path));

    /// <summary>Sets a Cake setting.</summary>
    /// <param name="host">The host to configure.</param>
    /// <param name="key">Name of the setting, such as <c>Paths_Tools</c>.</param>
    /// <param name="value">Its value; environment, <c>cake.config</c> and command line take precedence.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseCakeSetting(this CakeHost host, string key, string value) =>
        host.ConfigureServices(services => services.UseCakeSetting(key, value));

    /// <summary>Sets the directory in which tools are installed.</summary>
    /// <param name="host">The host to configure.</param>
    /// <param name="path">The directory.</param>
    /// <returns>The same host.</returns>
    public static CakeHost SetToolPath(this CakeHost host, DirectoryPath path) =>
        host.ConfigureServices(services => services.UseToolPath(path));
}
