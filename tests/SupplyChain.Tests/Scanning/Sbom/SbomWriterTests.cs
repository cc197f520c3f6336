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
                    Hashes = [new PackageHash("sha512", new string('a', 128)), new PackageHash("sha1", new string('b', 40))],
                },
                new Package
                {
                    Name = "Flask_Thing",
                    Version = "2.0",
                    Type = "pypi",
                    Purl = "pkg:pypi/flask-thing@2.0",
                    Location = "usr/lib/python3/dist-packages/Flask_Thing.dist-info/METADATA",
                    Owner = "python3-flask-thing",
                    Supplier = "Somebody <some@example.com>",
                    Licenses = ["BSD-3-Clause OR (MIT AND Zlib)"],
                },
                new Package
                {
                    Name = "github.com/Masterminds/semver",
                    Version = "v1.5.0",
                    Type = "golang",
                    Purl = "pkg:golang/github.com/masterminds/semver@v1.5.0",
                    Location = "usr/bin/tool",
                },
                new Package
                {
                    Name = "org.example:thing",
                    Version = "1.0",
                    Type = "maven",
                    Purl = "pkg:maven/org.example/thing@1.0",
                    Location = "app/app.jar!/lib/thing-1.0.jar",
                },
                new Package
                {
                    Name = "nodejs",
                    Version = "1:18.0-1",
                    Type = "rpm",
                    Purl = "pkg:rpm/redhat/nodejs@18.0-1?arch=x86_64&distro=rhel-9&epoch=1&rpmmod=nodejs:18",
                    Architecture = "x86_64",
                    Module = "nodejs:18",
                    Source = new SourcePackage("nodejs", "18.0-1"),
                    DependsOn = ["pkg:golang/github.com/masterminds/semver@v1.5.0", "pkg:npm/%40babel/core@7.0.0%2Bbuild"],
                },
                new Package
                {
                    Name = "no-purl",
                    Version = "",
                    Type = "unknown",
                },
            ],
            Applications =
            [
                new DotnetApplication(
                    "app/shop one.runtimeconfig.json",
                    [
                        new RuntimeUse("Microsoft.NETCore.App", "8.0.0", "LatestMinor")
                        {
                            RunsOn = [new InstalledRuntime("8.0.4", "usr/share/dot net/x.deps.json")],
                        },
                        new RuntimeUse("Microsoft.AspNetCore.App", "", "Minor"),
                    ]
                ),
            ],
            Limitations =
            [
                new Limitation("scan.unreadable", "The file was not read.", "x/y.deps.json"),
                new Limitation("scan.empty", "Nothing (at all)."),
            ],
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

    [Theory]
    [InlineData(SbomFormat.CycloneDx)]
    [InlineData(SbomFormat.Spdx)]
    public void An_sbom_comes_back_whole(SbomFormat format)
    {
        var read = SbomReader.Read(SbomWriter.Write(Catalogue, format, Time), "sbom:x", "x");
        Assert.Equal(Catalogue.OperatingSystem! with { EndOfLife = null }, read.OperatingSystem);
        Assert.Equivalent(
            Catalogue.Packages.OrderBy(package => package.Name).ThenBy(package => package.Location),
            read.Packages.OrderBy(package => package.Name).ThenBy(package => package.Location),
            strict: true
        );
        Assert.Equivalent(Catalogue.Applications, read.Applications, strict: true);
        Assert.Equal(
            Catalogue.Limitations.OrderBy(limitation => limitation.Code),
            read.Limitations.Where(limitation => limitation.Code != "scan.unidentified")
        );
    }

    [Theory]
    [InlineData(SbomFormat.CycloneDx, "attestation")]
    [InlineData(SbomFormat.Spdx, "attestation")]
    [InlineData(SbomFormat.CycloneDx, "envelope")]
    [InlineData(SbomFormat.Spdx, "bundle")]
    public void An_attested_sbom_is_read_as_the_sbom_itself(SbomFormat format, string wrapping)
    {
        var sbom = SbomWriter.Write(Catalogue, format, Time);
        var statement =
            $$"""{"_type":"https://in-toto.io/Statement/v1","subject":[],"predicateType":"x","predicate":{{Encoding.UTF8.GetString(sbom)}}}""";
        var envelope =
            $$"""{"payloadType":"application/vnd.in-toto+json","payload":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(statement))}}","signatures":[]}""";
        var text = wrapping switch
        {
            "attestation" => statement,
            "envelope" => envelope,
            _ => $$"""{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","dsseEnvelope":{{envelope}}}""",
        };
        Assert.Equivalent(
            SbomReader.Read(sbom, "sbom:x", "x").Packages,
            SbomReader.Read(Encoding.UTF8.GetBytes(text), "sbom:x", "x").Packages,
            strict: true
        );
    }

    [Theory]
    [InlineData("MIT", true)]
    [InlineData("GPL-2.0-or-later WITH Classpath-exception-2.0", true)]
    [InlineData("(MIT OR Apache-2.0) AND Zlib", true)]
    [InlineData("LicenseRef-own", true)]
    [InlineData("GPLv2+", false)]
    [InlineData("MIT OR", false)]
    [InlineData("MIT Apache-2.0", false)]
    [InlineData("(MIT", false)]
    [InlineData("MIT)", false)]
    [InlineData("", false)]
    public void A_licence_is_an_expression_or_a_text(string text, bool isExpression) =>
        Assert.Equal(isExpression, SpdxLicense.IsExpression(text));

    [Fact]
    public void An_empty_sbom_is_not_complete()
    {
        var read = SbomReader.Read(Encoding.UTF8.GetBytes("""{"bomFormat":"CycloneDX","specVersion":"1.6"}"""), "sbom:x", "x");
        Assert.Equal("scan.empty", Assert.Single(read.Limitations).Code);
    }

    [Fact]
    public void Text_that_is_no_utf_8_is_refused()
    {
        var content = Encoding.UTF8.GetBytes("""{"bomFormat":"CycloneDX","components":[{"type":"library","name":"?"}]}""");
        content[Array.IndexOf(content, (byte)'?')] = 0xff;
        Assert.Throws<ConfigurationException>(() => SbomReader.Read(content, "sbom:x", "x"));
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
