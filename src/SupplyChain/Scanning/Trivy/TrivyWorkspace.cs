using SupplyChain.Tools;

namespace SupplyChain.Scanning.Trivy;

/// <summary>A folder of one run's own, removed at its end, with an empty folder to run in, so that no file of a repository mutes findings.</summary>
internal sealed class TrivyWorkspace : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("supplychain-trivy-");

    public TrivyWorkspace()
    {
        EmptyFolder = root.CreateSubdirectory("run").FullName;
        File.WriteAllText(ConfigFile, "{}\n");
        File.WriteAllText(IgnoreFile, "");
        File.WriteAllText(SecretConfigFile, "{}\n");
    }

    /// <summary>Where Trivy runs.</summary>
    public string EmptyFolder { get; }

    /// <summary>A configuration that says nothing.</summary>
    public string ConfigFile => At("trivy.yaml");

    /// <summary>An ignore file that ignores nothing.</summary>
    public string IgnoreFile => At("ignore");

    /// <summary>A configuration of the secret scanner that says nothing.</summary>
    public string SecretConfigFile => At("secret.yaml");

    /// <summary>Where the report is written.</summary>
    public string ReportFile => At("report.json");

    /// <summary>Where an image is put, in OCI layout.</summary>
    public string ImageFolder => At("image");

    /// <summary>A run in this folder.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="settings">How Trivy is run.</param>
    public ToolCall CallOf(IReadOnlyList<string> arguments, TrivySettings settings)
    {
        var variables = new Dictionary<string, string>(settings.Environment(), StringComparer.Ordinal);
        if (settings.Connections.RegistryConfiguration is { } configuration)
        {
            variables["DOCKER_CONFIG"] = DockerFolder(configuration);
        }

        return new ToolCall
        {
            Arguments = arguments,
            WorkingDirectory = EmptyFolder,
            Environment = variables,
            Timeout = settings.Timeout,
            LeavesNothing = true,
        };
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (Directory.Exists(root.FullName))
        {
            root.Delete(recursive: true);
        }
    }

    // Linked to, so that its secrets stay in one place.
    private string DockerFolder(string configuration)
    {
        var folder = root.CreateSubdirectory("docker").FullName;
        _ = File.CreateSymbolicLink(Path.Combine(folder, "config.json"), Path.GetFullPath(configuration));
        return folder;
    }

    private string At(string name) => Path.Combine(root.FullName, name);
}
