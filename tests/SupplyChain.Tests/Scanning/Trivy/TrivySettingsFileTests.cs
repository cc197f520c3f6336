using System.Text;
using SupplyChain.Images;
using SupplyChain.Scanning;
using SupplyChain.Scanning.Trivy.Settings;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Scanning.Trivy;

public sealed class TrivySettingsFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_a_file_leaves_out_is_as_in_code()
    {
        var settings = Read("{}");
        Assert.Equal(TimeSpan.FromMinutes(30), settings.Timeout);
        Assert.Equal(TrivyFindingKinds.Vulnerabilities, settings.Scanners);
        Assert.Equal(TrivyPackageTypes.All, settings.Packages.Types);
        Assert.Equal(new TrivySettings().Options(TrivyCommand.Image), settings.Options(TrivyCommand.Image));
        Assert.Null(settings.Server);
        Assert.False(settings.UsesNetwork);
    }

    [Fact]
    public void Every_setting_can_be_written()
    {
        var file = folder.Write("a.json", "{}").Replace('\\', '/');
        var settings = Read(
            $$"""
            {
              "program": "/opt/trivy", "programDigest": "sha256:9d48c3bd43c520dc2784e868a780e976b207cbf493eaff8c6596eb871cbd9609",
              "cacheDirectory": "/cache", "timeout": "00:05:00", "parallel": 3, "debug": true,
              "scanners": "vulnerabilities, misconfigurations, licenses", "directories": "repository",
              "packages": { "types": "operatingSystem", "detectionPriority": "comprehensive", "distribution": { "id": "alpine", "version": "3.20" },
                "severitySources": [ "nvd" ], "includeDevelopment": true, "sbomSources": "registry, rekor", "rekorUrl": "https://rekor.example/" },
              "filters": { "severities": [ "unknown", "critical" ], "ignoreUnfixed": true, "ignoredStatuses": [ "will_not_fix" ],
                "ignoreFile": "{{file}}", "ignorePolicy": "{{file}}", "vex": [ "{{file}}", "repo", "oci", "sbom-ref" ] },
              "files": { "skipDirectories": [ "a" ], "skipFiles": [ "b" ], "patterns": [ { "analyzer": "pip", "expression": "x" } ] },
              "images": { "maximumSize": 100, "includeRemoved": true, "configurationScanners": "secrets" },
              "licenses": { "full": true, "confidenceLevel": 0.5, "ignored": [ "MIT" ] },
              "misconfigurations": { "kubernetesVersion": "1.36.0", "terraformVariables": [ "{{file}}" ], "helmValues": [ "{{file}}" ],
                "helmSet": { "a": "1" }, "helmSetText": { "b": "2" }, "helmSetFile": { "c": "{{file}}" }, "helmKubernetesVersion": "1.35.0",
                "helmApiVersions": [ "apps/v1" ] },
              "connections": { "allowInsecure": true, "certificateAuthority": "{{file}}", "registryConfiguration": "{{file}}" },
              "server": { "address": "https://trivy.example/" },
              "databases": { "repositories": [ "ghcr.io/aquasecurity/trivy-db:2" ], "javaRepositories": [ "ghcr.io/aquasecurity/trivy-java-db:1" ], "skipJava": true }
            }
            """
        );
        Assert.Equal(
            ("/opt/trivy", "/cache", 3, true),
            (settings.Program, settings.CacheDirectory, settings.Parallel!.Value, settings.Debug)
        );
        Assert.Equal(
            "sha256:9d48c3bd43c520dc2784e868a780e976b207cbf493eaff8c6596eb871cbd9609",
            settings.ProgramDigest.ToString()
        );
        Assert.Equal((TimeSpan.FromMinutes(5), TrivyDirectoryKind.Repository), (settings.Timeout, settings.Directories));
        Assert.Equal(new Distribution("alpine", "3.20"), settings.Packages.Distribution);
        Assert.Equal([FindingStatus.WillNotFix], settings.Filters.IgnoredStatuses);
        Assert.Equal([Severity.Unknown, Severity.Critical], settings.Filters.Severities);
        Assert.Equal(
            [TrivyVex.Document(file), TrivyVex.Repositories, TrivyVex.Attached, TrivyVex.SbomReferences],
            settings.Filters.Vex
        );
        Assert.Equal([new TrivyFilePattern("pip", "x")], settings.Files.Patterns);
        Assert.Equal((100, true), (settings.Images.MaximumSize!.Value, settings.Images.IncludeRemoved));
        Assert.Equal(0.5, settings.Licenses.ConfidenceLevel);
        Assert.Equal("2", settings.Misconfigurations.HelmSetText["b"]);
        Assert.Equal(new Version(1, 36, 0), settings.Misconfigurations.KubernetesVersion);
        Assert.Equal([ImageReference.Parse("ghcr.io/aquasecurity/trivy-db:2")], settings.Databases.Repositories);
        Assert.True(settings.Databases.SkipJava && settings.Connections.AllowInsecure && settings.UsesNetwork);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"scanner":"vulnerabilities"}""")]
    [InlineData("""{"Scanners":"vulnerabilities"}""")]
    [InlineData("""{"scanners":"vulns"}""")]
    [InlineData("""{"scanners":15}""")]
    [InlineData("""{"debug":true,"debug":false}""")]
    [InlineData("""{"filters":{"severities":["grave"]}}""")]
    [InlineData("""{"filters":{"ignoredStatuses":["fixd"]}}""")]
    [InlineData("""{"filters":{"vex":[7]}}""")]
    [InlineData("""{"connections":{"registryPassword":"p"}}""")]
    [InlineData("""{"server":{}}""")]
    [InlineData("""{"server":{"address":"https://trivy.example","token":"t"}}""")]
    [InlineData("""{"databases":{"repositories":["UPPER CASE"]}}""")]
    [InlineData("""{"programDigest":"sha256:1"}""")]
    [InlineData("""{"timeout":"soon"}""")]
    [InlineData("""{"timeout":"00:00:00.1"}""")]
    [InlineData("""{"parallel":-1}""")]
    [InlineData("""{"filters":{"ignoreFile":"gone"}}""")]
    public void What_cannot_be_used_is_refused(string text)
    {
        var error = Assert.Throws<ConfigurationException>(() => Read(text));
        Assert.Equal("trivy.settings", error.Code);
        Assert.DoesNotContain('\n', error.Message);
    }

    private static TrivySettings Read(string text) => TrivySettingsFile.Read(Encoding.UTF8.GetBytes(text), "trivy.json");
}
