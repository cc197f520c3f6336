using System.Text;
using Microsoft.Extensions.Time.Testing;
using SupplyChain.Scanning;
using SupplyChain.Scanning.Sbom;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Scanning.Sbom;

public sealed class SbomWriterTests
{
    private static readonly FakeTimeProvider Time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    private static PackageCatalogue Catalogue { get; } =
        new()
        {
            Target = SampleReport.Report.Target,
            OperatingSystem = SampleReport.Report.OperatingSystem,
            Layers = SampleReport.Report.Layers,
            Packages =
            [
                SampleReport.Package,
                SampleReport.Package with
                {
                    Location = "other/status",
                },
                new Package
                {
                    Name = "@babel/core",
                    Version = "7.0.0+build",
                    Type = "npm",
                    Purl = "pkg:npm/%40babel/core@7.0.0%2Bbuild",
                    Location = "app/node_modules/@babel/core/package.json",
                    Licenses = ["MIT", "something of my own <&\">"],
                },
                new Package
                {
                    Name = "no-purl",
                    Version = "",
                    Type = "unknown",
                },
            ],
            Limitations = [new Limitation("scan.unreadable", "The file was not read.", "x/y.deps.json")],
        };

    [Theory]
    [InlineData(SbomFormat.CycloneDx, "bom-1.6.schema.json", "spdx.schema.json", "jsf-0.82.schema.json")]
    [InlineData(SbomFormat.Spdx, "spdx-2.3.schema.json")]
    public async Task An_sbom_is_valid_by_its_schema(SbomFormat format, params string[] schemas)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("sbom.json", Encoding.UTF8.GetString(SbomWriter.Write(Catalogue, format, Time)));
        var paths = schemas.Select(schema => TestData.Require($"schemas/{schema}")).ToList();
        var references = paths.Skip(1).SelectMany(path => new[] { "-r", path });
        var result = await PeerProcess.RunAsync(
            "ajv",
            ["validate", "--spec=draft7", "--strict=false", "-c", "ajv-formats", "-s", paths[0], .. references, "-d", file]
        );
        Assert.True(result.ExitCode == 0, result.StandardOutput + result.StandardError);
    }

    [Theory]
    [InlineData(SbomFormat.CycloneDx)]
    [InlineData(SbomFormat.Spdx)]
    public void The_same_packages_at_the_same_time_give_the_same_bytes(SbomFormat format) =>
        Assert.Equal(SbomWriter.Write(Catalogue, format, Time), SbomWriter.Write(Catalogue, format, Time));

    [Theory]
    [InlineData(SbomFormat.CycloneDx)]
    [InlineData(SbomFormat.Spdx)]
    public void Other_packages_have_another_identity(SbomFormat format)
    {
        var other = Catalogue with { Packages = [.. Catalogue.Packages.Skip(1)] };
        Assert.NotEqual(Identity(SbomWriter.Write(Catalogue, format, Time)), Identity(SbomWriter.Write(other, format, Time)));
    }

    [Fact]
    public void A_cyclonedx_sbom_comes_back_whole()
    {
        var read = SbomReader.Read(SbomWriter.Write(Catalogue, SbomFormat.CycloneDx, Time), "sbom:x", "x");
        Assert.Equal(Catalogue.OperatingSystem! with { EndOfLife = null }, read.OperatingSystem);
        Assert.Equivalent(
            Catalogue.Packages.OrderBy(package => package.Name).ThenBy(package => package.Location),
            read.Packages.OrderBy(package => package.Name).ThenBy(package => package.Location),
            strict: true
        );
    }

    [Theory]
    [InlineData(SbomFormat.CycloneDx)]
    [InlineData(SbomFormat.Spdx)]
    public void Package_urls_come_back(SbomFormat format)
    {
        var read = SbomReader.Read(SbomWriter.Write(Catalogue, format, Time), "sbom:x", "x");
        Assert.Equal(
            Catalogue.Packages.Select(package => (package.Purl, package.Version)).Order(),
            read.Packages.Select(package => (package.Purl, package.Version)).Order()
        );
    }

    [Fact]
    public void What_the_sbom_leaves_out_comes_back_as_a_limitation()
    {
        var read = SbomReader.Read(SbomWriter.Write(Catalogue, SbomFormat.CycloneDx, Time), "sbom:x", "x");
        Assert.Contains(read.Limitations, limitation => limitation.Message.Contains("x/y.deps.json", StringComparison.Ordinal));
    }

    [Fact]
    public void An_empty_sbom_is_not_complete()
    {
        var read = SbomReader.Read(Encoding.UTF8.GetBytes("""{"bomFormat":"CycloneDX","specVersion":"1.6"}"""), "sbom:x", "x");
        Assert.Equal("scan.empty", Assert.Single(read.Limitations).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"bomFormat":"Other"}""")]
    [InlineData("""{"spdxVersion":"SPDX-3.0"}""")]
    public void What_is_no_sbom_is_refused_by_its_name(string text)
    {
        var error = Assert.Throws<ConfigurationException>(() =>
            SbomReader.Read(Encoding.UTF8.GetBytes(text), "sbom:x", "the-file")
        );
        Assert.Equal("sbom.format", error.Code);
        Assert.Contains("the-file", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fluentd-multiple-lockfiles-cyclonedx.json", "debian")]
    [InlineData("centos-7-cyclonedx.json", "centos")]
    public void An_sbom_of_trivy_is_read(string file, string distribution)
    {
        var path = TestData.Require($"trivy/sbom/{file}");
        var read = SbomReader.Read(File.ReadAllBytes(path), "sbom:x", path);
        Assert.Equal(distribution, read.OperatingSystem!.Id);
        Assert.NotEmpty(read.Packages);
        Assert.DoesNotContain(read.Packages, package => package.Purl is null && package.Name.Length == 0);
    }

    private static string Identity(byte[] sbom)
    {
        using var json = System.Text.Json.JsonDocument.Parse(sbom);
        return JsonText.Member(json.RootElement, "serialNumber") ?? JsonText.Member(json.RootElement, "documentNamespace")!;
    }
}
