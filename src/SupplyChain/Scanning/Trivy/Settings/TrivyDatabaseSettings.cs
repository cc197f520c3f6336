using SupplyChain.Images;

namespace SupplyChain.Scanning.Trivy.Settings;

/// <summary>Where an update takes Trivy's databases from. Trivy checks no signature of them: name registries that you trust.</summary>
public sealed record TrivyDatabaseSettings
{
    private static readonly string[] Own =
    [
        "mirror.gcr.io/aquasec/",
        "ghcr.io/aquasecurity/",
        "public.ecr.aws/aquasecurity/",
        "docker.io/aquasec/",
    ];

    /// <summary>Repositories of the database of vulnerabilities, first to last; Trivy's own unless set. Others need Trivy 0.71.1.</summary>
    public IReadOnlyList<ImageReference> Repositories
    {
        get => field ?? [];
        init;
    }

    /// <summary>Repositories of the index of Java archives, first to last; Trivy's own unless set. Others need Trivy 0.71.1.</summary>
    public IReadOnlyList<ImageReference> JavaRepositories
    {
        get => field ?? [];
        init;
    }

    /// <summary>Whether to do without the index of Java archives (about 1 GB), without which Trivy scans no target that holds any. False unless set.</summary>
    public bool SkipJava { get; init; }

    /// <summary>Whether a repository is not one of Trivy's own.</summary>
    internal bool IsForeign =>
        Repositories
            .Concat(JavaRepositories)
            .Any(repository => !Own.Any(own => repository.Repository.StartsWith(own, StringComparison.Ordinal)));
}
