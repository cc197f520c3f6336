using Microsoft.Extensions.Time.Testing;
using SupplyChain.Scanning;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Scanning;

public sealed class BuiltinScannerTests : IDisposable
{
    private const string Dependencies = """
        {
          "runtimeTarget": { "name": ".NETCoreApp,Version=v10.0/linux-x64" },
          "targets": { ".NETCoreApp,Version=v10.0/linux-x64": { "App/1.0.0": {}, "Newtonsoft.Json/12.0.3": {}, "runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/10.0.1": {} } },
          "libraries": {
            "App/1.0.0": { "type": "project" },
            "Newtonsoft.Json/12.0.3": { "type": "package" },
            "runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/10.0.1": { "type": "runtimepack" },
            "Unused/1.0.0": { "type": "package" }
          }
        }
        """;

    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task An_image_in_a_layout_is_scanned_against_a_directory_of_advisories()
    {
        Advise("GHSA-5crp-9r3c-p9vr", "NuGet", "newtonsoft.json", "13.0.1");
        var image = await LayoutImage.WriteAsync(
            folder.At("layout"),
            new LayerTar().File("etc/hostname", "x"),
            new LayerTar().File("app/App.deps.json", Dependencies)
        );

        var report = await Scan(new ImageTarget(image));

        Assert.True(report.Complete);
        Assert.Equal(image.Digest, report.Target.Digest);
        Assert.Equal("linux/amd64", report.Target.Platform);
        Assert.Equal(
            ["pkg:nuget/Microsoft.NETCore.App.Runtime.linux-x64@10.0.1", "pkg:nuget/Newtonsoft.Json@12.0.3"],
            report.Packages.Select(package => package.Purl)
        );
        var finding = Assert.Single(report.Findings);
        Assert.Equal("CVE-2024-21907", finding.Id);
        Assert.Equal(["GHSA-5crp-9r3c-p9vr"], finding.Aliases);
        Assert.Equal(Severity.High, finding.Severity);
        Assert.Equal(["13.0.1"], finding.FixedVersions);
        Assert.True(finding.Fixable);
        Assert.Equal("app/App.deps.json", finding.Package.Location);
        Assert.Equal(report.Layers[1].Digest, finding.Package.LayerDigest);
        Assert.Equal("step 1", report.Layers[1].CreatedBy);
        var source = Assert.Single(report.Advisories);
        Assert.Equal((1, new DateTimeOffset(2024, 1, 3, 0, 0, 0, TimeSpan.Zero)), (source.Records, source.UpdatedAt));
        Assert.Equal(time.GetUtcNow(), report.FinishedAt);
    }

    [Fact]
    public async Task Equal_input_gives_equal_reports()
    {
        Advise("GHSA-5crp-9r3c-p9vr", "NuGet", "Newtonsoft.Json", "13.0.1");
        var image = await LayoutImage.WriteAsync(folder.At("layout"), new LayerTar().File("app/App.deps.json", Dependencies));

        Assert.Equal(
            ScanReportJson.Write(await Scan(new ImageTarget(image))),
            ScanReportJson.Write(await Scan(new ImageTarget(image)))
        );
    }

    [Fact]
    public async Task An_image_without_packages_is_not_complete()
    {
        Advise("GHSA-5crp-9r3c-p9vr", "NuGet", "Newtonsoft.Json", "13.0.1");
        var image = await LayoutImage.WriteAsync(folder.At("layout"), new LayerTar().File("app/program", "x"));
        var report = await Scan(new ImageTarget(image));
        Assert.False(report.Complete);
        Assert.Contains(report.Limitations, limitation => limitation.Code == "scan.empty");
    }

    [Fact]
    public async Task Packages_that_no_advisory_is_about_are_not_complete()
    {
        Advise("GHSA-5crp-9r3c-p9vr", "npm", "left-pad", "2.0.0");
        var report = await Scan(Directory(("App.deps.json", Dependencies)));
        Assert.Equal(("scan.unmatched", "NuGet"), (report.Limitations[0].Code, report.Limitations[0].Location));
        Assert.False(report.Complete);
    }

    [Fact]
    public async Task Without_advisories_nothing_is_matched_and_the_report_says_so()
    {
        var report = await new BuiltinScanner(null, time).ScanAsync(
            Directory(("App.deps.json", Dependencies)),
            TestContext.Current.CancellationToken
        );
        Assert.Equal("scan.no-advisories", Assert.Single(report.Limitations).Code);
    }

    [Fact]
    public async Task A_layer_that_was_altered_is_undetermined()
    {
        var image = await LayoutImage.WriteAsync(folder.At("layout"), new LayerTar().File("app/App.deps.json", Dependencies));
        var largest = new DirectoryInfo(folder.At("layout", "blobs", "sha256")).GetFiles().First(file => IsGzip(file.FullName));
        var bytes = await File.ReadAllBytesAsync(largest.FullName, TestContext.Current.CancellationToken);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(largest.FullName, bytes, TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<UndeterminedException>(() => Scan(new ImageTarget(image)));
    }

    [Fact]
    public async Task A_file_that_is_no_advisory_is_named()
    {
        folder.Write("advisories/wrong.json", """{"name":"not an advisory"}""");
        var error = await Assert.ThrowsAsync<ConfigurationException>(() => Scan(Directory(("App.deps.json", Dependencies))));
        Assert.Equal("advisories.format", error.Code);
        Assert.Contains("wrong.json", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_sbom_of_ours_gives_the_findings_of_its_target()
    {
        Advise("GHSA-5crp-9r3c-p9vr", "NuGet", "Newtonsoft.Json", "13.0.1");
        var target = Directory(("App.deps.json", Dependencies));
        var catalogue = await new Cataloguer().CatalogueAsync(target, TestContext.Current.CancellationToken);
        foreach (var format in Enum.GetValues<SbomFormat>())
        {
            var file = folder.At($"{format}.json");
            await File.WriteAllBytesAsync(file, SbomWriter.Write(catalogue, format, time), TestContext.Current.CancellationToken);
            var report = await Scan(ScanTarget.ParseLocal($"sbom:{file}")!);
            Assert.Equal("CVE-2024-21907", Assert.Single(report.Findings).Id);
            Assert.True(report.Complete);
        }
    }

    private Task<ScanReport> Scan(ScanTarget target) =>
        new BuiltinScanner(folder.At("advisories"), time).ScanAsync(target, TestContext.Current.CancellationToken);

    private ScanTarget Directory(params (string Name, string Text)[] files)
    {
        foreach (var (name, text) in files)
        {
            folder.Write($"target/{name}", text);
        }

        return ScanTarget.ParseLocal($"dir:{folder.At("target")}")!;
    }

    private void Advise(string id, string ecosystem, string name, string fixedVersion) =>
        folder.Write(
            $"advisories/{id}.json",
            $$"""
            {
              "id": "{{id}}", "modified": "2024-01-03T00:00:00Z", "aliases": ["CVE-2024-21907"], "summary": "Deep nesting",
              "severity": [{ "type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H" }],
              "affected": [{
                "package": { "ecosystem": "{{ecosystem}}", "name": "{{name}}" },
                "ranges": [{ "type": "ECOSYSTEM", "events": [{ "introduced": "0" }, { "fixed": "{{fixedVersion}}" }] }]
              }]
            }
            """
        );

    private static bool IsGzip(string path)
    {
        using var stream = File.OpenRead(path);
        return stream.ReadByte() == 0x1f && stream.ReadByte() == 0x8b;
    }
}
