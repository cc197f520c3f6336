using System.Text.Json;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Acceptance.Cli;

public sealed class ScanTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("--fail-on critical", 0)]
    [InlineData("--fail-on high", 1)]
    public async Task A_vulnerable_package_denies_from_the_threshold_on(string options, int exitCode)
    {
        using var release = await ReleaseWorkspace.CreateAsync();
        var result = await release.Files.RunAsync(
            $"scan {ReleaseWorkspace.Location} --engine builtin --advisories alarming {options}"
        );
        Assert.True(result.ExitCode == exitCode, result.ToString());
        Assert.Contains("GHSA-0000-0000-0002", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_keeps_its_names()
    {
        using var release = await ReleaseWorkspace.CreateAsync();
        var json = (await release.Files.PassAsync("scan dir:app --engine builtin --advisories alarming --format json")).Json;
        Assert.Equal("supplychain.scan/v1", json.GetProperty("schema").GetString());
        Assert.Equal(JsonValueKind.True, json.GetProperty("complete").ValueKind);
        var finding = Assert.Single(json.GetProperty("findings").EnumerateArray());
        var package = finding.GetProperty("package");
        Assert.Equal(
            ("GHSA-0000-0000-0002", "high", "Newtonsoft.Json", "12.0.3", "pkg:nuget/Newtonsoft.Json@12.0.3", "13.0.1"),
            (
                finding.GetProperty("id").GetString(),
                finding.GetProperty("severity").GetString(),
                package.GetProperty("name").GetString(),
                package.GetProperty("version").GetString(),
                package.GetProperty("purl").GetString(),
                finding.GetProperty("fixedVersions")[0].GetString()
            )
        );
        Assert.Equal(JsonValueKind.Array, finding.GetProperty("aliases").ValueKind);
        Assert.Single(json.GetProperty("packages").EnumerateArray());
    }

    [Theory]
    [InlineData("cyclonedx", "bomFormat", "CycloneDX")]
    [InlineData("spdx", "spdxVersion", "SPDX-2.3")]
    public async Task An_sbom_names_the_packages_of_an_archive(string format, string member, string value)
    {
        var archive = TestData.Require("images/alpine-310.tar.gz");
        using var workspace = new Workspace();
        var sbom = await workspace.RunAsync(["sbom", $"docker-archive:{archive}", "--sbom-format", format]);
        Assert.True(sbom.ExitCode == 0, sbom.ToString());
        Assert.Equal(value, sbom.Json.GetProperty(member).GetString());
        Assert.Contains("pkg:apk/alpine/musl@", sbom.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_sbom_is_a_target_too()
    {
        using var release = await ReleaseWorkspace.CreateAsync();
        await release.Files.PassAsync("sbom dir:app --output sbom.json");
        var result = await release.Files.RunAsync("scan sbom:sbom.json --engine builtin --advisories alarming --fail-on low");
        Assert.True(result.ExitCode == 1, result.ToString());
    }

    [Fact]
    public async Task A_scan_without_advisories_is_undecided()
    {
        using var workspace = new Workspace();
        workspace.Write("app/package-lock.json", """{"lockfileVersion":3,"packages":{"node_modules/a":{"version":"1.0.0"}}}""");
        Assert.Equal(3, (await workspace.RunAsync("scan dir:app --engine builtin")).ExitCode);
    }

    [Fact]
    public async Task The_status_of_advisories_counts_them()
    {
        using var release = await ReleaseWorkspace.CreateAsync();
        var json = (await release.Files.PassAsync("advisories status advisories --format json")).Json;
        Assert.Equal(
            (1, "2026-01-01T00:00:00Z"),
            (json.GetProperty("records").GetInt32(), json.GetProperty("updatedAt").GetString())
        );
    }
}
