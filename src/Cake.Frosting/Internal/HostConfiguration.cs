using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.IO;

namespace Cake.Frosting.Internal;

/// <summary>Settings from, low to high: the build itself, <c>CAKE_*</c> environment variables, <c>cake.config</c>, the command line.</summary>
internal sealed class HostConfiguration : ICakeConfiguration
{
    private readonly ICakeConfiguration _merged;

    public HostConfiguration(
        IEnumerable<CakeSetting> settings,
        ICakeArguments arguments,
        IFileSystem fileSystem,
        ICakeEnvironment environment
    )
    {
        var fromBuild = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var setting in settings)
        {
            fromBuild[setting.Key] = setting.Value;
        }

        // The command line parser keeps the dashes of options that it does not know, and a setting's name has none.
        var fromCommandLine = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in arguments.GetArguments())
        {
            fromCommandLine.TryAdd(name.TrimStart('-'), values.FirstOrDefault() ?? string.Empty);
        }

        _merged = new CakeConfigurationProvider(fileSystem, environment).CreateConfiguration(
            environment.WorkingDirectory,
            fromBuild,
            fromCommandLine
        );
    }

    public string? GetValue(string key) => _merged.GetValue(key);
}
