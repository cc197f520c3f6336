using static SupplyChain.Scanning.Trivy.Settings.TrivyCommand;

namespace SupplyChain.Scanning.Trivy.Settings;

/// <summary>
/// The flags of Trivy that are passed (github.com/aquasecurity/trivy, docs/guide/references/configuration/cli; the versions by its CHANGELOG).
/// </summary>
internal static class TrivyFlags
{
    // What is the same in every run.
    public static TrivyFlag Config { get; } = new("--config", All);
    public static TrivyFlag CacheDirectory { get; } = new("--cache-dir", All);
    public static TrivyFlag CacheBackend { get; } = new("--cache-backend", All);
    public static TrivyFlag Quiet { get; } = new("--quiet", All);
    public static TrivyFlag NoProgress { get; } = new("--no-progress", Packages);
    public static TrivyFlag Timeout { get; } = new("--timeout", All);
    public static TrivyFlag SkipVersionCheck { get; } = new("--skip-version-check", All, new Version(0, 63, 0));
    public static TrivyFlag DisableTelemetry { get; } = new("--disable-telemetry", All, new Version(0, 63, 0));

    // What is the same in every scan.
    public static TrivyFlag Format { get; } = new("--format", All);
    public static TrivyFlag Output { get; } = new("--output", All);
    public static TrivyFlag ListAllPackages { get; } = new("--list-all-pkgs", Packages);
    public static TrivyFlag ShowSuppressed { get; } = new("--show-suppressed", Packages);
    public static TrivyFlag SkipDatabaseUpdate { get; } = new("--skip-db-update", Packages);
    public static TrivyFlag SkipJavaDatabaseUpdate { get; } = new("--skip-java-db-update", Packages);
    public static TrivyFlag SkipCheckUpdate { get; } = new("--skip-check-update", TrivyCommand.Files);
    public static TrivyFlag SkipVexRepositoryUpdate { get; } = new("--skip-vex-repo-update", Packages);
    public static TrivyFlag OfflineScan { get; } = new("--offline-scan", Packages);
    public static TrivyFlag SecretConfig { get; } = new("--secret-config", Image | Directories);
    public static TrivyFlag ExitCode { get; } = new("--exit-code", All);
    public static TrivyFlag ExitOnEndOfLife { get; } = new("--exit-on-eol", Image | RootFileSystem | TrivyCommand.Sbom);
    public static TrivyFlag ImageSource { get; } = new("--image-src", Image);
    public static TrivyFlag Input { get; } = new("--input", Image);

    // What settings say.
    public static TrivyFlag Scanners { get; } = new("--scanners", Packages);
    public static TrivyFlag Debug { get; } = new("--debug", All);
    public static TrivyFlag Parallel { get; } = new("--parallel", Image | Directories);
    public static TrivyFlag PackageTypes { get; } = new("--pkg-types", Packages);
    public static TrivyFlag PackageRelationships { get; } = new("--pkg-relationships", Packages);
    public static TrivyFlag DetectionPriority { get; } = new("--detection-priority", Packages);
    public static TrivyFlag Distribution { get; } =
        new("--distro", Image | FileSystem | RootFileSystem | TrivyCommand.Sbom, new Version(0, 59, 0));
    public static TrivyFlag SeveritySources { get; } = new("--vuln-severity-source", Packages, new Version(0, 60, 0));
    public static TrivyFlag IncludeDevelopment { get; } = new("--include-dev-deps", FileSystem | Repository);
    public static TrivyFlag SbomSources { get; } = new("--sbom-sources", Packages);
    public static TrivyFlag RekorUrl { get; } = new("--rekor-url", Packages);
    public static TrivyFlag Severities { get; } = new("--severity", All);
    public static TrivyFlag IgnoreUnfixed { get; } = new("--ignore-unfixed", Packages);
    public static TrivyFlag IgnoredStatuses { get; } = new("--ignore-status", Packages);
    public static TrivyFlag IgnoreFile { get; } = new("--ignorefile", All);
    public static TrivyFlag IgnorePolicy { get; } = new("--ignore-policy", All);
    public static TrivyFlag Vex { get; } = new("--vex", Packages);
    public static TrivyFlag SkipDirectories { get; } = new("--skip-dirs", TrivyCommand.Files);
    public static TrivyFlag SkipFiles { get; } = new("--skip-files", TrivyCommand.Files);
    public static TrivyFlag FilePatterns { get; } = new("--file-patterns", All);
    public static TrivyFlag MaximumImageSize { get; } = new("--max-image-size", Image, new Version(0, 59, 0));
    public static TrivyFlag RemovedPackages { get; } = new("--removed-pkgs", Image);
    public static TrivyFlag ImageConfigurationScanners { get; } = new("--image-config-scanners", Image);
    public static TrivyFlag LicenseFull { get; } = new("--license-full", Image | Directories);
    public static TrivyFlag LicenseConfidence { get; } = new("--license-confidence-level", Image | Directories);
    public static TrivyFlag IgnoredLicenses { get; } = new("--ignored-licenses", Packages);
    public static TrivyFlag KubernetesVersion { get; } = new("--k8s-version", Configuration);
    public static TrivyFlag TerraformVariables { get; } = new("--tf-vars", Directories | Configuration);
    public static TrivyFlag HelmValues { get; } = new("--helm-values", TrivyCommand.Files);
    public static TrivyFlag HelmSet { get; } = new("--helm-set", TrivyCommand.Files);
    public static TrivyFlag HelmSetText { get; } = new("--helm-set-string", TrivyCommand.Files);
    public static TrivyFlag HelmSetFile { get; } = new("--helm-set-file", TrivyCommand.Files);
    public static TrivyFlag HelmKubernetesVersion { get; } = new("--helm-kube-version", TrivyCommand.Files);
    public static TrivyFlag HelmApiVersions { get; } = new("--helm-api-versions", TrivyCommand.Files);
    public static TrivyFlag Insecure { get; } = new("--insecure", All);
    public static TrivyFlag CertificateAuthority { get; } = new("--cacert", All, new Version(0, 68, 0));
    public static TrivyFlag Server { get; } = new("--server", Packages);
    public static TrivyFlag TokenHeader { get; } = new("--token-header", Packages);

    // What updates say, which are runs of the command for images.
    public static TrivyFlag DownloadDatabase { get; } = new("--download-db-only", Image);
    public static TrivyFlag DownloadJavaDatabase { get; } = new("--download-java-db-only", Image);
    public static TrivyFlag DatabaseRepository { get; } = new("--db-repository", Image);
    public static TrivyFlag JavaDatabaseRepository { get; } = new("--java-db-repository", Image);
}
