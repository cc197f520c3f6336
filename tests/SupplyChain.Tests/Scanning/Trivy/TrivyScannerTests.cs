using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using SupplyChain.Images;
using SupplyChain.Scanning;
using SupplyChain.Testing;
using SupplyChain.Testing.Registry;
using Xunit;

namespace SupplyChain.Tests.Scanning.Trivy;

public sealed class TrivyScannerTests : IDisposable
{
    private const string Vulnerability =
        """{"VulnerabilityID":"CVE-1","PkgName":"p","InstalledVersion":"1","FixedVersion":"2","Severity":"HIGH"}""";

    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly DummyTrivy trivy;

    public TrivyScannerTests() => trivy = new DummyTrivy(folder);

    private string TargetFolder => Directory.CreateDirectory(folder.At("target")).FullName;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_scan_of_a_directory_gives_what_the_report_says()
    {
        trivy.Answer(10, Report(TargetFolder, Vulnerability));
        var report = await ScanDirectory();

        Assert.Equal(("trivy", "0.74.0"), (report.Engine.Name, report.Engine.Version));
        Assert.Equal(
            Digest.Sha256(await File.ReadAllBytesAsync(trivy.Program, TestContext.Current.CancellationToken)),
            report.Engine.Digest
        );
        var database = Assert.Single(report.Advisories);
        Assert.Equal(Digest.Sha256("the database"u8), database.Digest);
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 6, 0, 0, 500, TimeSpan.Zero), database.UpdatedAt);
        Assert.Equal("CVE-1", Assert.Single(report.Findings).Id);
        Assert.True(report.Complete);
        Assert.Equal(ScanReportJson.Write(report), ScanReportJson.Write(ScanReportJson.Read(ScanReportJson.Write(report), "it")));
    }

    [Fact]
    public async Task It_runs_in_an_empty_folder_with_our_own_files_and_without_network()
    {
        trivy.Answer(0, Report(TargetFolder));
        await ScanDirectory();

        Assert.Empty(trivy.WorkingFiles);
        Assert.Equal("rootfs", trivy.Arguments[0]);
        string[] flags =
        [
            "--quiet",
            "--no-progress",
            "--skip-db-update",
            "--skip-java-db-update",
            "--skip-check-update",
            "--offline-scan",
            "--skip-version-check",
            "--disable-telemetry",
        ];
        Assert.All(flags, flag => Assert.Contains(flag, trivy.Arguments));
        Assert.Equal(("json", "10", "11"), (Value("--format"), Value("--exit-code"), Value("--exit-on-eol")));
        Assert.Equal(("vuln", trivy.Cache, "memory"), (Value("--scanners"), Value("--cache-dir"), Value("--cache-backend")));
        Assert.All(
            ["--config", "--ignorefile", "--secret-config", "--output"],
            flag => Assert.True(Path.IsPathFullyQualified(Value(flag)))
        );
        Assert.False(Directory.Exists(Path.GetDirectoryName(Value("--output"))));
    }

    [Fact]
    public async Task Neither_its_own_variables_nor_tokens_reach_it()
    {
        Environment.SetEnvironmentVariable("TRIVY_RUN_AS_PLUGIN", "evil");
        try
        {
            trivy.Answer(0, Report(TargetFolder));
            await ScanDirectory();
            Assert.DoesNotContain(trivy.Environment, line => line.StartsWith("TRIVY_", StringComparison.Ordinal));
        }
        finally
        {
            Environment.SetEnvironmentVariable("TRIVY_RUN_AS_PLUGIN", null);
        }
    }

    [Fact]
    public async Task An_image_of_a_layout_is_given_alone_and_recognised_by_its_configuration()
    {
        var image = await LayoutImage.WriteAsync(folder.At("layout:with:colons"), new LayerTar().File("a", "b"));
        await LayoutImage.WriteAsync(folder.At("layout:with:colons"), new LayerTar().File("another", "image"));
        var content = await ImageContent.OpenAsync(image, null, TestContext.Current.CancellationToken);
        trivy.Answer(10, Report("../image", Vulnerability, content.Manifest.Config.Digest));

        var report = await Scan(new ImageTarget(image));

        Assert.Equal("../image", Value("--input"));
        Assert.Contains(image.Digest.ToString(), trivy.LayoutIndex, StringComparison.Ordinal);
        Assert.Equal((image.Digest, "linux/amd64"), (report.Target.Digest!.Value, report.Target.Platform));
        Assert.Equal(image.Digest, report.Target.Manifest);
    }

    [Fact]
    public async Task An_image_of_an_archive_is_given_as_a_layout()
    {
        using var stores = new ImageStores(new ImageStoreOptions { Offline = true });
        var archive = ImageLocation.Parse($"docker-archive:{TestData.Require("images/alpine-310.tar.gz")}");
        var image = await stores.ResolveAsync(archive, TestContext.Current.CancellationToken);
        var content = await ImageContent.OpenAsync(image, null, TestContext.Current.CancellationToken);
        trivy.Answer(0, Report("../image", imageId: content.Manifest.Config.Digest));

        var report = await Scan(new ImageTarget(image));

        Assert.Contains(content.Descriptor.Digest.ToString(), trivy.LayoutIndex, StringComparison.Ordinal);
        Assert.Equal(image.Digest, report.Target.Digest);
    }

    [Fact]
    public async Task An_image_of_a_registry_is_fetched_by_digest()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var stores = new ImageStores(new ImageStoreOptions());
        var store = stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api"));
        var image = await LayoutImage.WriteAsync(store, new LayerTar().File("a", "b"));
        var content = await ImageContent.OpenAsync(image, null, TestContext.Current.CancellationToken);
        trivy.Answer(0, Report($"{registry.Host}/shop/api", imageId: content.Manifest.Config.Digest));

        await Scan(new ImageTarget(image));

        Assert.Equal("remote", Value("--image-src"));
        Assert.Equal($"{registry.Host}/shop/api@{image.Digest}", trivy.Arguments[^1]);
    }

    [Fact]
    public async Task A_report_about_another_image_is_undetermined()
    {
        var image = await LayoutImage.WriteAsync(folder.At("layout"), new LayerTar().File("a", "b"));
        trivy.Answer(0, Report("../image", imageId: Digest.Sha256("another"u8)));
        await Contradicts(() => Scan(new ImageTarget(image)));
    }

    [Fact]
    public async Task A_report_about_another_directory_is_undetermined()
    {
        trivy.Answer(0, Report("/elsewhere"));
        await Contradicts(ScanDirectory);
    }

    [Fact]
    public async Task No_report_is_undetermined_though_the_exit_code_is_zero() => await Contradicts(ScanDirectory);

    [Fact]
    public async Task An_exit_code_without_the_findings_it_stands_for_is_undetermined()
    {
        trivy.Answer(10, Report(TargetFolder));
        await Contradicts(ScanDirectory);
    }

    [Fact]
    public async Task Findings_count_though_the_exit_code_is_zero()
    {
        trivy.Answer(0, Report(TargetFolder, Vulnerability));
        Assert.Single((await ScanDirectory()).Findings);
    }

    [Fact]
    public async Task An_end_of_life_that_the_report_does_not_know_is_undetermined()
    {
        trivy.Answer(11, Report(TargetFolder, Vulnerability));
        await Contradicts(ScanDirectory);
    }

    [Fact]
    public async Task A_distribution_past_its_end_of_life_is_a_limitation_and_hides_no_finding()
    {
        var report = Report(TargetFolder, Vulnerability)
            .Replace(
                "\"Results\"",
                "\"Metadata\":{\"OS\":{\"Family\":\"alpine\",\"Name\":\"3.10.2\",\"EOSL\":true}},\"Results\"",
                StringComparison.Ordinal
            );
        trivy.Answer(11, report);
        var scanned = await ScanDirectory();
        Assert.Single(scanned.Findings);
        Assert.Equal("scan.end-of-life", Assert.Single(scanned.Limitations).Code);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(137)]
    public async Task Any_other_exit_code_is_undetermined_though_there_is_a_report(int exitCode)
    {
        trivy.Answer(exitCode, Report(TargetFolder), "echo 'FATAL\u001b[0m no space left' >&2");
        var error = await Assert.ThrowsAsync<UndeterminedException>(ScanDirectory);
        Assert.Equal("trivy.failed", error.Code);
        Assert.Contains(exitCode.ToString(CultureInfo.InvariantCulture), error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', error.Message);
    }

    [Fact]
    public async Task A_crash_is_undetermined()
    {
        trivy.Answer(0, Report(TargetFolder), "kill -SEGV $$");
        Assert.Equal("trivy.failed", (await Assert.ThrowsAsync<UndeterminedException>(ScanDirectory)).Code);
    }

    [Fact]
    public async Task A_report_cut_short_is_undetermined()
    {
        trivy.Answer(0, Report(TargetFolder, Vulnerability)[..^10]);
        Assert.Equal("trivy.report", (await Assert.ThrowsAsync<UndeterminedException>(ScanDirectory)).Code);
    }

    [Theory]
    [InlineData("0.69.4")]
    [InlineData("0.69.5")]
    [InlineData("v0.69.6")]
    public async Task A_version_that_attackers_published_is_refused_before_any_scan(string version)
    {
        trivy.SetVersion($$"""{"Version":"{{version}}"}""");
        Assert.Equal("trivy.malicious", (await Assert.ThrowsAsync<ConfigurationException>(ScanDirectory)).Code);
        Assert.False(trivy.WasCalled);
        await Assert.ThrowsAsync<ConfigurationException>(() => Select(ScannerEngine.Auto));
    }

    [Theory]
    [InlineData("0.69.3")]
    [InlineData("0.70.0")]
    public async Task The_versions_beside_them_are_taken(string version)
    {
        trivy.SetVersion($$"""{"Version":"{{version}}"}""");
        trivy.Answer(0, Report(TargetFolder));
        Assert.Equal(version, (await ScanDirectory()).Engine.Version);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"Version":"dev"}""")]
    [InlineData("Version: 0.74.0")]
    public async Task A_program_that_does_not_tell_its_version_is_undetermined(string version)
    {
        trivy.SetVersion(version);
        Assert.Equal("trivy.version", (await Assert.ThrowsAsync<UndeterminedException>(ScanDirectory)).Code);
    }

    [Fact]
    public async Task Another_program_than_the_agreed_one_is_refused_before_it_runs()
    {
        trivy.SetVersion("not even asked");
        var settings = Settings with { ProgramDigest = Digest.Sha256("agreed"u8) };
        var error = await Assert.ThrowsAsync<ConfigurationException>(() =>
            new TrivyScanner(settings, time).ScanAsync(Target, TestContext.Current.CancellationToken)
        );
        Assert.Equal("trivy.digest", error.Code);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"DownloadedAt":"0001-01-01T00:00:00Z"}""")]
    [InlineData("none")]
    public async Task Without_a_usable_database_it_does_not_start(string metadata)
    {
        trivy.SetMetadata(metadata);
        Assert.Equal("trivy.database", (await Assert.ThrowsAsync<ConfigurationException>(ScanDirectory)).Code);
        Assert.False(trivy.WasCalled);
    }

    private ScanTarget Target => ScanTarget.ParseLocal($"dir:{TargetFolder}")!;

    private TrivySettings Settings => new() { Program = trivy.Program, CacheDirectory = trivy.Cache };

    private Task<IScanner> Select(ScannerEngine engine) =>
        new ScannerSelection(engine, null, Settings, time).SelectAsync(TestContext.Current.CancellationToken);

    private Task<ScanReport> ScanDirectory() => Scan(Target);

    private Task<ScanReport> Scan(ScanTarget target) =>
        new TrivyScanner(Settings, time).ScanAsync(target, TestContext.Current.CancellationToken);

    private string Value(string flag) => trivy.Arguments[trivy.Arguments.ToList().IndexOf(flag) + 1];

    private static async Task Contradicts(Func<Task> scan) =>
        Assert.Equal("trivy.contradiction", (await Assert.ThrowsAsync<UndeterminedException>(scan)).Code);

    private static string Report(string name, string vulnerabilities = "", Digest? imageId = null) =>
        $$"""
        {"SchemaVersion":2,"ArtifactName":"{{name}}",{{(
            imageId is null ? "" : $$"""
            "Metadata":{"ImageID":"{{imageId}}"},
            """
        )}}"Results":[{"Target":"t","Class":"lang-pkgs","Type":"npm",
         "Packages":[{"Name":"p","Version":"1"}],"Vulnerabilities":[{{vulnerabilities}}]}]}
        """;
}
