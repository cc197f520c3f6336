using SupplyChain.Images;
using SupplyChain.Scanning.Trivy.Settings;

namespace SupplyChain.Scanning.Trivy;

/// <summary>One of the databases in Trivy's cache: a folder with the database and a file about it.</summary>
/// <param name="Name">What reports call it.</param>
/// <param name="Folder">Its folder.</param>
/// <param name="FileName">The database in it.</param>
/// <param name="Download">The flag that downloads it.</param>
/// <param name="Repository">The flag that says from where.</param>
internal sealed record TrivyDatabaseKind(string Name, string Folder, string FileName, TrivyFlag Download, TrivyFlag Repository)
{
    private const string MetadataName = "metadata.json";

    /// <summary>The vulnerabilities.</summary>
    public static TrivyDatabaseKind Vulnerabilities { get; } =
        new("trivy-db", "db", "trivy.db", TrivyFlags.DownloadDatabase, TrivyFlags.DatabaseRepository);

    /// <summary>The index that tells which Java archive has which hash.</summary>
    public static TrivyDatabaseKind Java { get; } =
        new("trivy-java-db", "java-db", "trivy-java.db", TrivyFlags.DownloadJavaDatabase, TrivyFlags.JavaDatabaseRepository);

    /// <summary>Where settings say that it is downloaded from; nothing for Trivy's own repositories.</summary>
    public IReadOnlyList<ImageReference> RepositoriesIn(TrivySettings settings) =>
        this == Java ? settings.Databases.JavaRepositories : settings.Databases.Repositories;

    /// <summary>The names of its files, the database first.</summary>
    public IReadOnlyList<string> FileNames => [FileName, MetadataName];

    /// <summary>The database in a cache.</summary>
    public string DatabaseIn(string cache) => Path.Combine(cache, Folder, FileName);

    /// <summary>The file about it in a cache.</summary>
    public string MetadataIn(string cache) => Path.Combine(cache, Folder, MetadataName);
}
