using SupplyChain.Scanning;
using SupplyChain.Scanning.Trivy.Settings;
using SupplyChain.Testing;

namespace SupplyChain.Tests.Scanning.Trivy;

/// <summary>A setting and what it adds to the arguments.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Target">What is scanned: a directory, a project, configuration, an image or an SBOM.</param>
/// <param name="Added">What it adds.</param>
/// <param name="Set">Sets it; files that it names are in the folder.</param>
internal sealed record TrivySettingCase(
    string Name,
    string Target,
    string Added,
    Func<TrivySettings, TemporaryFolder, TrivySettings> Set
)
{
    private const string Directory = "directory";
    private const string Project = "project";
    private const string Configuration = "configuration";
    private const string Image = "image";
    private const string Sbom = "sbom";

    /// <summary>Every setting that has a flag.</summary>
    public static IReadOnlyList<TrivySettingCase> All { get; } =
    [
        new("Parallel", Directory, "--parallel 0", (all, _) => all with { Parallel = 0 }),
        new("Timeout", Directory, "--timeout 2s", (all, _) => all with { Timeout = TimeSpan.FromMilliseconds(1500) }),
        new("Debug", Directory, "--debug", (all, _) => all with { Debug = true }),
        new(
            "Scanners",
            Directory,
            "--scanners vuln,misconfig,secret,license",
            (all, _) => all with { Scanners = (TrivyFindingKinds)15 }
        ),
        Packages("Types", Directory, "--pkg-types os", new() { Types = TrivyPackageTypes.OperatingSystem }),
        Packages(
            "Relationships",
            Project,
            "--pkg-relationships unknown,root,workspace,direct,indirect",
            new() { Relationships = (TrivyPackageRelationships)31 }
        ),
        Packages(
            "DetectionPriority",
            Directory,
            "--detection-priority comprehensive",
            new() { DetectionPriority = TrivyDetectionPriority.Comprehensive }
        ),
        Packages("Distribution", Sbom, "--distro alpine/3.20", new() { Distribution = new("alpine", "3.20") }),
        Packages(
            "SeveritySources",
            Directory,
            "--vuln-severity-source nvd,ghsa,auto",
            new() { SeveritySources = ["nvd", "ghsa", "auto"] }
        ),
        Packages("IncludeDevelopment", Project, "--include-dev-deps", new() { IncludeDevelopment = true }),
        Packages(
            "SbomSources",
            Image,
            "--sbom-sources oci,rekor --rekor-url https://rekor.example/",
            new() { SbomSources = (TrivySbomSources)3, RekorUrl = new Uri("https://rekor.example") }
        ),
        Filters(
            "Severities",
            "--severity UNKNOWN,HIGH,CRITICAL",
            _ => new() { Severities = [Severity.Unknown, Severity.High, Severity.Critical, Severity.High] }
        ),
        Filters("IgnoreUnfixed", "--ignore-unfixed", _ => new() { IgnoreUnfixed = true }),
        Filters(
            "IgnoredStatuses",
            "--ignore-status unknown,affected,fixed,under_investigation,will_not_fix,fix_deferred,end_of_life,not_affected",
            _ => new() { IgnoredStatuses = Enum.GetValues<FindingStatus>() }
        ),
        Filters("IgnoreFile", "--ignorefile HERE/own.yaml", folder => new() { IgnoreFile = folder.Write("own.yaml", "") }),
        Filters("IgnorePolicy", "--ignore-policy HERE/own.rego", folder => new() { IgnorePolicy = folder.Write("own.rego", "") }),
        Filters(
            "Vex",
            "--vex HERE/a.json --vex repo --vex oci --vex sbom-ref --vex \"HERE/b,c.json\"",
            folder =>
                new()
                {
                    Vex =
                    [
                        TrivyVex.Document(A(folder)),
                        TrivyVex.Repositories,
                        TrivyVex.Attached,
                        TrivyVex.SbomReferences,
                        TrivyVex.Document(B(folder)),
                    ],
                }
        ),
        Files("SkipDirectories", "--skip-dirs usr/share,\"a,\"\"b\"\"\"", new() { SkipDirectories = ["usr/share", "a,\"b\""] }),
        Files("SkipFiles", "--skip-files **/*.jar", new() { SkipFiles = ["**/*.jar"] }),
        Files(
            "Patterns",
            "--file-patterns pip:requirements-.*\\.txt,\"npm:a{1,2}\"",
            new() { Patterns = [new("pip", "requirements-.*\\.txt"), new("npm", "a{1,2}")] }
        ),
        Images("MaximumSize", "--max-image-size 5000000000B", new() { MaximumSize = 5_000_000_000 }),
        Images("IncludeRemoved", "--removed-pkgs", new() { IncludeRemoved = true }),
        Images(
            "ConfigurationScanners",
            "--image-config-scanners misconfig,secret",
            new() { ConfigurationScanners = TrivyFindingKinds.Misconfigurations | TrivyFindingKinds.Secrets }
        ),
        new(
            "Licenses",
            Directory,
            "--scanners vuln,license --license-full --license-confidence-level 0.75 --ignored-licenses MIT,\"a,b\"",
            (all, _) =>
                all with
                {
                    Scanners = TrivyFindingKinds.Vulnerabilities | TrivyFindingKinds.Licenses,
                    Licenses = new()
                    {
                        Full = true,
                        ConfidenceLevel = 0.75,
                        Ignored = ["MIT", "a,b"],
                    },
                }
        ),
        Checks("KubernetesVersion", "--k8s-version 1.36.0", _ => new() { KubernetesVersion = new Version(1, 36, 0) }),
        Checks("TerraformVariables", "--tf-vars HERE/a.json", folder => new() { TerraformVariables = [A(folder)] }),
        Checks(
            "HelmValues",
            "--helm-values HERE/a.json,\"HERE/b,c.json\"",
            folder => new() { HelmValues = [A(folder), B(folder)] }
        ),
        Checks("HelmSet", "--helm-set a=1,b=2", _ => new() { HelmSet = Pairs(("b", "2"), ("a", "1")) }),
        Checks("HelmSetText", "--helm-set-string a=1", _ => new() { HelmSetText = Pairs(("a", "1")) }),
        Checks("HelmSetFile", "--helm-set-file a=HERE/a.json", folder => new() { HelmSetFile = Pairs(("a", A(folder))) }),
        Checks("HelmKubernetesVersion", "--helm-kube-version 1.35", _ => new() { HelmKubernetesVersion = new Version(1, 35) }),
        Checks(
            "HelmApiVersions",
            "--helm-api-versions policy/v1/PodDisruptionBudget,apps/v1/Deployment",
            _ => new() { HelmApiVersions = ["policy/v1/PodDisruptionBudget", "apps/v1/Deployment"] }
        ),
        new("AllowInsecure", Directory, "--insecure", (all, _) => all with { Connections = new() { AllowInsecure = true } }),
        new(
            "CertificateAuthority",
            Directory,
            "--cacert HERE/a.json",
            (all, folder) => all with { Connections = new() { CertificateAuthority = A(folder) } }
        ),
        Servers("Address", "--server https://trivy.example:4954", new() { Address = new Uri("https://trivy.example:4954/") }),
        Servers(
            "TokenHeader",
            "--server https://trivy.example --token-header X-Token",
            new()
            {
                Address = new Uri("https://trivy.example"),
                Token = "hidden",
                TokenHeader = "X-Token",
            }
        ),
    ];

    private static TrivySettingCase Packages(string name, string target, string added, TrivyPackageSettings settings) =>
        new(name, target, added, (all, _) => all with { Packages = settings });

    private static TrivySettingCase Filters(string name, string added, Func<TemporaryFolder, TrivyFilterSettings> settings) =>
        new(name, Image, added, (all, folder) => all with { Filters = settings(folder) });

    private static TrivySettingCase Files(string name, string added, TrivyFileSettings settings) =>
        new(name, Image, added, (all, _) => all with { Files = settings });

    private static TrivySettingCase Images(string name, string added, TrivyImageSettings settings) =>
        new(name, Image, added, (all, _) => all with { Images = settings });

    private static TrivySettingCase Checks(
        string name,
        string added,
        Func<TemporaryFolder, TrivyMisconfigurationSettings> settings
    ) => new(name, Configuration, added, (all, folder) => all with { Misconfigurations = settings(folder) });

    private static TrivySettingCase Servers(string name, string added, TrivyServerSettings settings) =>
        new(name, Directory, added, (all, _) => all with { Server = settings });

    private static Dictionary<string, string> Pairs(params (string Key, string Value)[] pairs) =>
        pairs.ToDictionary(pair => pair.Key, pair => pair.Value);

    private static string A(TemporaryFolder folder) => folder.Write("a.json", "{}");

    private static string B(TemporaryFolder folder) => folder.Write("b,c.json", "{}");
}
