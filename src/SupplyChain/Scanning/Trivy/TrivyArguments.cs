using System.Globalization;

namespace SupplyChain.Scanning.Trivy;

/// <summary>The command lines of Trivy (trivy.dev, "CLI").</summary>
internal sealed class TrivyArguments(TrivySettings settings, TrivyInstallation installation, TrivyWorkspace workspace)
{
    /// <summary>Exit code that is asked for where anything was found.</summary>
    public const int Found = 10;

    /// <summary>Exit code that is asked for where the distribution is past its end of life; it comes before the other.</summary>
    public const int EndOfLife = 11;

    /// <summary>An image in a registry, by digest.</summary>
    public IReadOnlyList<string> ForRegistry(string reference) =>
        [.. Common("image"), .. Files, .. Scanners, "--image-src", "remote", reference];

    /// <summary>An image in a layout.</summary>
    public IReadOnlyList<string> ForLayout(string folder) => [.. Common("image"), .. Files, .. Scanners, "--input", folder];

    /// <summary>A directory as the root of an image.</summary>
    public IReadOnlyList<string> ForDirectory(string folder) => [.. Common("rootfs"), .. Files, .. Scanners, folder];

    /// <summary>An SBOM; it has no files to look into.</summary>
    public IReadOnlyList<string> ForSbom(string file) => [.. Common("sbom"), "--scanners", "vuln", file];

    private IEnumerable<string> Files => ["--skip-check-update", "--secret-config", workspace.SecretConfigFile];

    private IEnumerable<string> Scanners => ["--scanners", string.Join(',', settings.Scanners)];

    private IEnumerable<string> Common(string command) =>
        [
            command,
            "--config",
            workspace.ConfigFile,
            "--ignorefile",
            settings.IgnoreFile is { } ignore ? Path.GetFullPath(ignore) : workspace.IgnoreFile,
            "--cache-dir",
            installation.CacheDirectory,
            // Scans at the same time would wait for each other's lock on the cache of layers.
            "--cache-backend",
            "memory",
            "--quiet",
            "--no-progress",
            "--format",
            "json",
            "--output",
            workspace.ReportFile,
            "--list-all-pkgs",
            "--show-suppressed",
            "--skip-db-update",
            "--skip-java-db-update",
            "--skip-vex-repo-update",
            "--offline-scan",
            "--skip-version-check",
            "--disable-telemetry",
            "--exit-code",
            Found.ToString(CultureInfo.InvariantCulture),
            "--exit-on-eol",
            EndOfLife.ToString(CultureInfo.InvariantCulture),
            "--timeout",
            string.Create(CultureInfo.InvariantCulture, $"{(long)settings.Timeout.TotalSeconds}s"),
            "--pkg-types",
            string.Join(',', settings.PackageTypes),
            .. settings.IgnoreUnfixed ? ["--ignore-unfixed"] : Array.Empty<string>(),
            .. settings.Vex.SelectMany(document => new[] { "--vex", Path.GetFullPath(document) }),
        ];
}
