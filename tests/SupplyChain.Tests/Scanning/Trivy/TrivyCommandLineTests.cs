using SupplyChain.Scanning;
using SupplyChain.Scanning.Trivy.Settings;
using Xunit;

namespace SupplyChain.Tests.Scanning.Trivy;

public sealed class TrivyCommandLineTests : IDisposable
{
    private const string Always =
        "--config WORK/trivy.yaml --cache-dir CACHE --quiet --no-progress --skip-version-check --disable-telemetry --timeout 1800s";

    private const string InScans =
        "--ignorefile WORK/ignore --cache-backend memory --format json --output WORK/report.json --list-all-pkgs --show-suppressed --skip-db-update --skip-java-db-update --skip-vex-repo-update";

    private readonly TrivyWorkbench bench = new();

    public void Dispose() => bench.Dispose();

    [Theory]
    [InlineData(
        TrivyDirectoryKind.RootFileSystem,
        $"rootfs {Always} {InScans} --skip-check-update --offline-scan --secret-config WORK/secret.yaml --exit-code 10 --exit-on-eol 11 --pkg-types os,library --scanners vuln TARGET"
    )]
    [InlineData(
        TrivyDirectoryKind.FileSystem,
        $"filesystem {Always} {InScans} --skip-check-update --offline-scan --secret-config WORK/secret.yaml --exit-code 10 --pkg-types os,library --scanners vuln TARGET"
    )]
    [InlineData(
        TrivyDirectoryKind.Repository,
        $"repository {Always} {InScans} --skip-check-update --offline-scan --secret-config WORK/secret.yaml --exit-code 10 --pkg-types os,library --scanners vuln TARGET"
    )]
    [InlineData(
        TrivyDirectoryKind.Configuration,
        "config --config WORK/trivy.yaml --cache-dir CACHE --quiet --skip-version-check --disable-telemetry --timeout 1800s --ignorefile WORK/ignore --cache-backend memory --format json --output WORK/report.json --skip-check-update --exit-code 10 TARGET"
    )]
    public async Task A_directory_is_given_to_the_command_that_the_settings_name(TrivyDirectoryKind kind, string line)
    {
        await bench.ScanAsync(bench.Settings with { Directories = kind });
        Assert.Equal(line, bench.Line());
        Assert.Empty(bench.Variables());
    }

    [Fact]
    public async Task An_sbom_is_matched_without_the_flags_of_files()
    {
        await bench.ScanAsync(bench.Settings, bench.Sbom());
        Assert.Equal(
            $"sbom {Always} {InScans} --offline-scan --exit-code 10 --exit-on-eol 11 --pkg-types os,library --scanners vuln HERE/bom.json",
            bench.Line()
        );
    }

    [Fact]
    public async Task An_image_is_given_alone()
    {
        await bench.ScanAsync(bench.Settings, await bench.ImageAsync());
        Assert.Equal(
            $"image {Always} {InScans} --skip-check-update --offline-scan --secret-config WORK/secret.yaml --exit-code 10 --exit-on-eol 11 --pkg-types os,library --scanners vuln --input ../image",
            bench.Line()
        );
    }

    [Theory]
    [InlineData("0.62.1", false)]
    [InlineData("0.63.0", true)]
    public async Task A_version_that_does_not_call_home_is_not_told_not_to(string version, bool told)
    {
        bench.Trivy.SetVersion($$"""{"Version":"{{version}}"}""");
        await bench.ScanAsync(bench.Settings);
        Assert.Equal(told, bench.Trivy.Arguments.Contains("--skip-version-check"));
        Assert.Equal(told, bench.Trivy.Arguments.Contains("--disable-telemetry"));
    }

    /// <summary>Each setting: its name, the kind of target, and what it adds to the arguments.</summary>
    public static TheoryData<string, string, string> Settings { get; } =
        new()
        {
            { nameof(TrivySettings.Parallel), "directory", "--parallel 0" },
            { nameof(TrivySettings.Scanners), "directory", "--scanners vuln,misconfig,secret,license" },
            { nameof(TrivySettings.Timeout), "directory", "--timeout 2s" },
            { nameof(TrivySettings.Debug), "directory", "--debug" },
            { nameof(TrivyPackageSettings.Types), "directory", "--pkg-types os" },
            {
                nameof(TrivyPackageSettings.Relationships),
                "project",
                "--pkg-relationships unknown,root,workspace,direct,indirect"
            },
            { nameof(TrivyPackageSettings.DetectionPriority), "directory", "--detection-priority comprehensive" },
            { nameof(TrivyPackageSettings.Distribution), "sbom", "--distro alpine/3.20" },
            { nameof(TrivyPackageSettings.SeveritySources), "directory", "--vuln-severity-source nvd,ghsa,auto" },
            { nameof(TrivyPackageSettings.IncludeDevelopment), "project", "--include-dev-deps" },
            { nameof(TrivyPackageSettings.SbomSources), "image", "--sbom-sources oci,rekor --rekor-url https://rekor.example/" },
            { nameof(TrivyFilterSettings.Severities), "directory", "--severity UNKNOWN,HIGH,CRITICAL" },
            { nameof(TrivyFilterSettings.IgnoreUnfixed), "directory", "--ignore-unfixed" },
            {
                nameof(TrivyFilterSettings.IgnoredStatuses),
                "directory",
                "--ignore-status unknown,not_affected,affected,fixed,under_investigation,will_not_fix,fix_deferred,end_of_life"
            },
            { nameof(TrivyFilterSettings.IgnoreFile), "directory", "--ignorefile HERE/own.yaml" },
            { nameof(TrivyFilterSettings.IgnorePolicy), "directory", "--ignore-policy HERE/own.rego" },
            {
                nameof(TrivyFilterSettings.Vex),
                "image",
                "--vex HERE/a.json --vex repo --vex oci --vex sbom-ref --vex \"HERE/b,c.json\""
            },
            { nameof(TrivyFileSettings.SkipDirectories), "image", "--skip-dirs usr/share,\"a,\"\"b\"\"\"" },
            { nameof(TrivyFileSettings.SkipFiles), "image", "--skip-files **/*.jar" },
            { nameof(TrivyFileSettings.Patterns), "directory", "--file-patterns pip:requirements-.*\\.txt,\"npm:a{1,2}\"" },
            { nameof(TrivyImageSettings.MaximumSize), "image", "--max-image-size 5000000000B" },
            { nameof(TrivyImageSettings.IncludeRemoved), "image", "--removed-pkgs" },
            { nameof(TrivyImageSettings.ConfigurationScanners), "image", "--image-config-scanners misconfig,secret" },
            {
                nameof(TrivySettings.Licenses),
                "directory",
                "--scanners vuln,license --license-full --license-confidence-level 0.75 --ignored-licenses MIT,\"a,b\""
            },
            { nameof(TrivyMisconfigurationSettings.KubernetesVersion), "configuration", "--k8s-version 1.36.0" },
            { nameof(TrivyMisconfigurationSettings.TerraformVariables), "configuration", "--tf-vars HERE/a.json" },
            { nameof(TrivyMisconfigurationSettings.HelmValues), "configuration", "--helm-values HERE/a.json,\"HERE/b,c.json\"" },
            { nameof(TrivyMisconfigurationSettings.HelmSet), "configuration", "--helm-set a=1,b=2" },
            { nameof(TrivyMisconfigurationSettings.HelmSetText), "configuration", "--helm-set-string a=1" },
            { nameof(TrivyMisconfigurationSettings.HelmSetFile), "configuration", "--helm-set-file a=HERE/a.json" },
            { nameof(TrivyMisconfigurationSettings.HelmKubernetesVersion), "configuration", "--helm-kube-version 1.35" },
            {
                nameof(TrivyMisconfigurationSettings.HelmApiVersions),
                "configuration",
                "--helm-api-versions policy/v1/PodDisruptionBudget,apps/v1/Deployment"
            },
            { nameof(TrivyConnectionSettings.AllowInsecure), "directory", "--insecure" },
            { nameof(TrivyConnectionSettings.CertificateAuthority), "directory", "--cacert HERE/a.json" },
            { nameof(TrivyServerSettings.Address), "directory", "--server https://trivy.example:4954" },
            { nameof(TrivyServerSettings.TokenHeader), "directory", "--server https://trivy.example --token-header X-Token" },
        };

    [Theory]
    [MemberData(nameof(Settings))]
    public async Task A_setting_adds_its_flag_and_nothing_else(string setting, string kind, string added)
    {
        var target = kind switch
        {
            "image" => await bench.ImageAsync(),
            "sbom" => bench.Sbom(),
            _ => bench.Target,
        };
        var plain = bench.Settings with
        {
            Directories = kind switch
            {
                "project" => TrivyDirectoryKind.FileSystem,
                "configuration" => TrivyDirectoryKind.Configuration,
                _ => TrivyDirectoryKind.RootFileSystem,
            },
        };
        await bench.ScanAsync(plain, target);
        var before = bench.Line();
        await bench.ScanAsync(With(plain, setting), target);
        Assert.Equal(Expected(before, added), bench.Line());
    }

    [Fact]
    public async Task Secrets_reach_it_by_its_environment_alone()
    {
        var settings = bench.Settings with
        {
            Connections = new TrivyConnectionSettings { RegistryUser = "me", RegistryPassword = "hidden-1" },
            Server = new TrivyServerSettings
            {
                Address = new Uri("https://trivy.example"),
                Token = "hidden-2",
                Headers = new Dictionary<string, string> { ["X-Key"] = "hidden-3", ["A"] = "b:c" },
            },
        };
        await bench.ScanAsync(settings);
        Assert.Equal(
            ["TRIVY_CUSTOM_HEADERS=A:b:c,X-Key:hidden-3", "TRIVY_PASSWORD=hidden-1", "TRIVY_TOKEN=hidden-2", "TRIVY_USERNAME=me"],
            bench.Variables()
        );
        Assert.DoesNotContain("hidden", bench.Line(), StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", settings.ToString(), StringComparison.Ordinal);

        await bench.ScanAsync(bench.Settings with { Connections = new TrivyConnectionSettings { RegistryToken = "hidden-4" } });
        Assert.Equal(["TRIVY_REGISTRY_TOKEN=hidden-4"], bench.Variables());
    }

    [Fact]
    public async Task A_configuration_of_docker_of_any_name_is_found_where_trivy_looks()
    {
        var file = bench.Folder.Write("login.json", "{\"auths\":{}}");
        bench.Trivy.Answer(
            0,
            TrivyWorkbench.Report(bench.TargetFolder),
            $"cat \"$DOCKER_CONFIG/config.json\" > '{bench.Folder.At("seen")}'"
        );
        await bench.ScanAsync(bench.Settings with { Connections = new TrivyConnectionSettings { RegistryConfiguration = file } });
        Assert.Equal(
            "{\"auths\":{}}",
            await File.ReadAllTextAsync(bench.Folder.At("seen"), TestContext.Current.CancellationToken)
        );
    }

    // What replaces one of our own flags stands where that stood, what is new before the target.
    private static string Expected(string before, string added)
    {
        var line = before.Split(' ').ToList();
        switch (added.Split(' ')[0])
        {
            case "--debug":
                line.Remove("--quiet");
                break;
            case "--timeout" or "--pkg-types" or "--ignorefile" or "--scanners":
                var parts = added.Split(' ');
                line[line.IndexOf(parts[0]) + 1] = parts[1];
                added = string.Join(' ', parts[2..]);
                break;
        }

        var end = line.Contains("--input") ? line.IndexOf("--input") : line.Count - 1;
        if (added.Length > 0)
        {
            line.Insert(end, added);
        }

        return string.Join(' ', line);
    }

    private TrivySettings With(TrivySettings plain, string setting)
    {
        var file = bench.Folder.Write("a.json", "{}");
        var other = bench.Folder.Write("b,c.json", "{}");
        return setting switch
        {
            nameof(TrivySettings.Parallel) => plain with { Parallel = 0 },
            nameof(TrivySettings.Scanners) => plain with
            {
                Scanners =
                    TrivyFindingKinds.Licenses
                    | TrivyFindingKinds.Secrets
                    | TrivyFindingKinds.Misconfigurations
                    | TrivyFindingKinds.Vulnerabilities,
            },
            nameof(TrivySettings.Timeout) => plain with { Timeout = TimeSpan.FromMilliseconds(1500) },
            nameof(TrivySettings.Debug) => plain with { Debug = true },
            nameof(TrivyPackageSettings.Types) => plain with
            {
                Packages = new TrivyPackageSettings { Types = TrivyPackageTypes.OperatingSystem },
            },
            nameof(TrivyPackageSettings.Relationships) => plain with
            {
                Packages = new TrivyPackageSettings { Relationships = (TrivyPackageRelationships)31 },
            },
            nameof(TrivyPackageSettings.DetectionPriority) => plain with
            {
                Packages = new TrivyPackageSettings { DetectionPriority = TrivyDetectionPriority.Comprehensive },
            },
            nameof(TrivyPackageSettings.Distribution) => plain with
            {
                Packages = new TrivyPackageSettings { Distribution = new Distribution("alpine", "3.20") },
            },
            nameof(TrivyPackageSettings.SeveritySources) => plain with
            {
                Packages = new TrivyPackageSettings { SeveritySources = ["nvd", "ghsa", "auto"] },
            },
            nameof(TrivyPackageSettings.IncludeDevelopment) => plain with
            {
                Packages = new TrivyPackageSettings { IncludeDevelopment = true },
            },
            nameof(TrivyPackageSettings.SbomSources) => plain with
            {
                Packages = new TrivyPackageSettings
                {
                    SbomSources = TrivySbomSources.Rekor | TrivySbomSources.Registry,
                    RekorUrl = new Uri("https://rekor.example"),
                },
            },
            nameof(TrivyFilterSettings.Severities) => plain with
            {
                Filters = new TrivyFilterSettings
                {
                    Severities = [Severity.Unknown, Severity.High, Severity.Critical, Severity.High],
                },
            },
            nameof(TrivyFilterSettings.IgnoreUnfixed) => plain with
            {
                Filters = new TrivyFilterSettings { IgnoreUnfixed = true },
            },
            nameof(TrivyFilterSettings.IgnoredStatuses) => plain with
            {
                Filters = new TrivyFilterSettings
                {
                    IgnoredStatuses =
                    [
                        FindingStatus.Unknown,
                        FindingStatus.NotAffected,
                        FindingStatus.Affected,
                        FindingStatus.Fixed,
                        FindingStatus.UnderInvestigation,
                        FindingStatus.WillNotFix,
                        FindingStatus.FixDeferred,
                        FindingStatus.EndOfLife,
                    ],
                },
            },
            nameof(TrivyFilterSettings.IgnoreFile) => plain with
            {
                Filters = new TrivyFilterSettings { IgnoreFile = bench.Folder.Write("own.yaml", "") },
            },
            nameof(TrivyFilterSettings.IgnorePolicy) => plain with
            {
                Filters = new TrivyFilterSettings { IgnorePolicy = bench.Folder.Write("own.rego", "") },
            },
            nameof(TrivyFilterSettings.Vex) => plain with
            {
                Filters = new TrivyFilterSettings
                {
                    Vex =
                    [
                        TrivyVex.Document(file),
                        TrivyVex.Repositories,
                        TrivyVex.Attached,
                        TrivyVex.SbomReferences,
                        TrivyVex.Document(other),
                    ],
                },
            },
            nameof(TrivyFileSettings.SkipDirectories) => plain with
            {
                Files = new TrivyFileSettings { SkipDirectories = ["usr/share", "a,\"b\""] },
            },
            nameof(TrivyFileSettings.SkipFiles) => plain with { Files = new TrivyFileSettings { SkipFiles = ["**/*.jar"] } },
            nameof(TrivyFileSettings.Patterns) => plain with
            {
                Files = new TrivyFileSettings
                {
                    Patterns = [new TrivyFilePattern("pip", "requirements-.*\\.txt"), new TrivyFilePattern("npm", "a{1,2}")],
                },
            },
            nameof(TrivyImageSettings.MaximumSize) => plain with
            {
                Images = new TrivyImageSettings { MaximumSize = 5_000_000_000 },
            },
            nameof(TrivyImageSettings.IncludeRemoved) => plain with { Images = new TrivyImageSettings { IncludeRemoved = true } },
            nameof(TrivyImageSettings.ConfigurationScanners) => plain with
            {
                Images = new TrivyImageSettings
                {
                    ConfigurationScanners = TrivyFindingKinds.Misconfigurations | TrivyFindingKinds.Secrets,
                },
            },
            nameof(TrivySettings.Licenses) => plain with
            {
                Scanners = TrivyFindingKinds.Vulnerabilities | TrivyFindingKinds.Licenses,
                Licenses = new TrivyLicenseSettings
                {
                    Full = true,
                    ConfidenceLevel = 0.75,
                    Ignored = ["MIT", "a,b"],
                },
            },
            nameof(TrivyConnectionSettings.AllowInsecure) => plain with
            {
                Connections = new TrivyConnectionSettings { AllowInsecure = true },
            },
            nameof(TrivyConnectionSettings.CertificateAuthority) => plain with
            {
                Connections = new TrivyConnectionSettings { CertificateAuthority = file },
            },
            nameof(TrivyServerSettings.Address) => plain with
            {
                Server = new TrivyServerSettings { Address = new Uri("https://trivy.example:4954/") },
            },
            nameof(TrivyServerSettings.TokenHeader) => plain with
            {
                Server = new TrivyServerSettings
                {
                    Address = new Uri("https://trivy.example"),
                    Token = "hidden",
                    TokenHeader = "X-Token",
                },
            },
            _ => plain with { Misconfigurations = Misconfigurations(setting, file, other) },
        };
    }

    private static TrivyMisconfigurationSettings Misconfigurations(string setting, string file, string other) =>
        setting switch
        {
            nameof(TrivyMisconfigurationSettings.KubernetesVersion) => new() { KubernetesVersion = new Version(1, 36, 0) },
            nameof(TrivyMisconfigurationSettings.TerraformVariables) => new() { TerraformVariables = [file] },
            nameof(TrivyMisconfigurationSettings.HelmValues) => new() { HelmValues = [file, other] },
            nameof(TrivyMisconfigurationSettings.HelmSet) => new()
            {
                HelmSet = new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" },
            },
            nameof(TrivyMisconfigurationSettings.HelmSetText) => new()
            {
                HelmSetText = new Dictionary<string, string> { ["a"] = "1" },
            },
            nameof(TrivyMisconfigurationSettings.HelmSetFile) => new()
            {
                HelmSetFile = new Dictionary<string, string> { ["a"] = file },
            },
            nameof(TrivyMisconfigurationSettings.HelmKubernetesVersion) => new() { HelmKubernetesVersion = new Version(1, 35) },
            nameof(TrivyMisconfigurationSettings.HelmApiVersions) => new()
            {
                HelmApiVersions = ["policy/v1/PodDisruptionBudget", "apps/v1/Deployment"],
            },
            _ => throw new ArgumentOutOfRangeException(nameof(setting)),
        };
}
