using SupplyChain.Images;
using SupplyChain.Scanning;
using SupplyChain.Scanning.Trivy.Settings;
using Xunit;

namespace SupplyChain.Tests.Scanning.Trivy;

public sealed class TrivyValidationTests : IDisposable
{
    private readonly TrivyWorkbench bench = new();

    public void Dispose() => bench.Dispose();

    /// <summary>Settings that cannot be used, each with what is said of it.</summary>
    public static TheoryData<string, TrivySettings> Unusable { get; } =
        new()
        {
            {
                "Timeout has to be from 1 second to 1 day",
                new() { Timeout = TimeSpan.FromMilliseconds(999) }
            },
            {
                "Timeout has to be from 1 second to 1 day",
                new() { Timeout = TimeSpan.FromDays(2) }
            },
            {
                "Timeout has to be from 1 second to 1 day",
                new() { Timeout = TimeSpan.FromSeconds(-5) }
            },
            {
                "Parallel has to be 0 or more",
                new() { Parallel = -1 }
            },
            {
                "Filters.Vex and Packages.Relationships exclude each other",
                new()
                {
                    Filters = new() { Vex = [TrivyVex.Repositories] },
                    Packages = new() { Relationships = TrivyPackageRelationships.Direct },
                }
            },
            {
                "Filters.Severities names negligible",
                new() { Filters = new() { Severities = [Severity.Negligible] } }
            },
            {
                "Filters.IgnoreFile names 'gone', which is no file",
                new() { Filters = new() { IgnoreFile = "gone" } }
            },
            {
                "Filters.IgnorePolicy names 'gone', which is no file",
                new() { Filters = new() { IgnorePolicy = "gone" } }
            },
            {
                "Filters.Vex names 'gone', which is no file",
                new() { Filters = new() { Vex = [TrivyVex.Document("gone")] } }
            },
            {
                "Files.SkipDirectories and Files.SkipFiles must not hold empty names",
                new() { Files = new() { SkipFiles = [" "] } }
            },
            {
                "Files.Patterns has to hold an analyzer",
                new() { Files = new() { Patterns = [new("", "x")] } }
            },
            {
                "Files.Patterns has to hold an analyzer",
                new() { Files = new() { Patterns = [new("a:b", "x")] } }
            },
            {
                "Images.MaximumSize has to be more than 0",
                new() { Images = new() { MaximumSize = 0 } }
            },
            {
                "Images.ConfigurationScanners can be misconfigurations and secrets alone",
                new() { Images = new() { ConfigurationScanners = TrivyFindingKinds.Licenses } }
            },
            {
                "Licenses are set up, and Scanners does not name them",
                new() { Licenses = new() { Full = true } }
            },
            {
                "Licenses.ConfidenceLevel has to be from 0 to 1",
                new()
                {
                    Scanners = TrivyFindingKinds.Licenses,
                    Licenses = new() { ConfidenceLevel = 1.1 },
                }
            },
            {
                "Misconfigurations are set up, and Scanners does not name them",
                new() { Misconfigurations = new() { HelmKubernetesVersion = new Version(1, 36) } }
            },
            {
                "Misconfigurations.HelmValues names 'gone', which is no file",
                new()
                {
                    Scanners = TrivyFindingKinds.Misconfigurations,
                    Misconfigurations = new() { HelmValues = ["gone"] },
                }
            },
            {
                "The keys of values for Helm must not be empty or hold '='",
                new()
                {
                    Scanners = TrivyFindingKinds.Misconfigurations,
                    Misconfigurations = new() { HelmSet = new Dictionary<string, string> { ["a=b"] = "c" } },
                }
            },
            {
                "Packages.Distribution has to have an id and a version",
                new() { Packages = new() { Distribution = new("a/b", "1") } }
            },
            {
                "Packages.Distribution has to have an id and a version",
                new() { Packages = new() { Distribution = new("arch", "") } }
            },
            {
                "Packages.SeveritySources has to hold names",
                new() { Packages = new() { SeveritySources = ["a,b"] } }
            },
            {
                "Packages.RekorUrl is set, and Packages.SbomSources does not name the log",
                new() { Packages = new() { RekorUrl = new Uri("https://rekor.example") } }
            },
            {
                "Packages.RekorUrl has to be an address of http or https without user and password",
                new()
                {
                    Packages = new() { SbomSources = TrivySbomSources.Rekor, RekorUrl = new Uri("https://u:p@rekor.example") },
                }
            },
            {
                "Connections.RegistryUser and Connections.RegistryPassword belong together",
                new() { Connections = new() { RegistryUser = "me" } }
            },
            {
                "must not hold a comma or white space",
                new()
                {
                    Connections = new() { RegistryUser = "me", RegistryPassword = "a,b" },
                }
            },
            {
                "must not hold a comma or white space",
                new()
                {
                    Connections = new() { RegistryUser = "me", RegistryPassword = "a b" },
                }
            },
            {
                "Connections.RegistryUser and Connections.RegistryToken exclude each other",
                new()
                {
                    Connections = new()
                    {
                        RegistryUser = "me",
                        RegistryPassword = "a",
                        RegistryToken = "b",
                    },
                }
            },
            {
                "Connections.CertificateAuthority names 'gone', which is no file",
                new() { Connections = new() { CertificateAuthority = "gone" } }
            },
            {
                "Connections.RegistryConfiguration names 'gone', which is no file",
                new() { Connections = new() { RegistryConfiguration = "gone" } }
            },
            {
                "Server.Address has to be an address of http or https without user and password",
                new() { Server = new() { Address = new Uri("https://u:p@trivy.example") } }
            },
            {
                "Server.Address has to be an address of http or https without user and password",
                new() { Server = new() { Address = new Uri("unix:///run/trivy") } }
            },
            {
                "Server.Token and Server.Headers would be sent without TLS",
                new()
                {
                    Server = new() { Address = new Uri("http://trivy.example"), Token = "hidden" },
                }
            },
            {
                "Server.TokenHeader has to be the name of a header, and needs Server.Token",
                new()
                {
                    Server = new() { Address = new Uri("https://trivy.example"), TokenHeader = "X" },
                }
            },
            {
                "Server.Headers has to hold names of headers, and values without comma",
                new()
                {
                    Server = new()
                    {
                        Address = new Uri("https://trivy.example"),
                        Headers = new Dictionary<string, string> { ["A"] = "b,C:d" },
                    },
                }
            },
        };

    [Theory]
    [MemberData(nameof(Unusable))]
    public async Task What_cannot_be_used_is_refused_before_the_program_is_run(string problem, TrivySettings settings)
    {
        bench.Trivy.SetVersion("not even asked");
        var error = await Assert.ThrowsAsync<ConfigurationException>(() =>
            bench.ScanAsync(settings with { Program = bench.Trivy.Program, CacheDirectory = bench.Trivy.Cache })
        );
        Assert.Equal("trivy.settings", error.Code);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_problem_is_told_at_once()
    {
        var settings = new TrivySettings
        {
            Parallel = -1,
            Filters = new() { IgnoreFile = "gone" },
        };
        var error = Assert.Throws<ConfigurationException>(settings.Validate);
        Assert.Contains("Parallel", error.Message, StringComparison.Ordinal);
        Assert.Contains("Filters.IgnoreFile", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_may_go_without_tls_to_this_machine_or_where_that_was_allowed()
    {
        new TrivySettings
        {
            Server = new() { Address = new Uri("http://127.0.0.1:4954"), Token = "t" },
        }.Validate();
        new TrivySettings
        {
            Server = new() { Address = new Uri("http://trivy.example"), Token = "t" },
            Connections = new() { AllowInsecure = true },
        }.Validate();
    }

    [Theory]
    [InlineData("0.71.0", false)]
    [InlineData("0.71.1", true)]
    public async Task What_is_taken_from_elsewhere_needs_a_version_that_writes_no_file_at_a_registrys_word(
        string version,
        bool taken
    )
    {
        bench.Trivy.SetVersion($$"""{"Version":"{{version}}"}""");
        TrivySettings[] elsewhere =
        [
            bench.Settings with
            {
                Databases = new() { Repositories = [ImageReference.Parse("registry.example/trivy-db:2")] },
            },
            bench.Settings with
            {
                Databases = new() { JavaRepositories = [ImageReference.Parse("ghcr.io/other/trivy-java-db:1")] },
            },
            bench.Settings with
            {
                Filters = new() { Vex = [TrivyVex.Attached] },
            },
            bench.Settings with
            {
                Filters = new() { Vex = [TrivyVex.Repositories] },
            },
        ];
        foreach (var settings in elsewhere)
        {
            if (taken)
            {
                await bench.ScanAsync(settings);
            }
            else
            {
                Assert.Equal(
                    "trivy.old",
                    (await Assert.ThrowsAsync<ConfigurationException>(() => bench.ScanAsync(settings))).Code
                );
            }
        }

        await bench.ScanAsync(
            bench.Settings with
            {
                Databases = new() { Repositories = [ImageReference.Parse("ghcr.io/aquasecurity/trivy-db:2")] },
                Filters = new() { Vex = [TrivyVex.Document(bench.Folder.Write("vex.json", "{}"))] },
            }
        );
    }
}
