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

    /// <inheritdoc />
    public void Dispose() => root.Delete(recursive: true);

    private string At(string name) => Path.Combine(root.FullName, name);
}
