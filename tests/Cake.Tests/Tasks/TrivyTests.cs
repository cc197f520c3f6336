using System.Text.Json;
using SupplyChain.Scanning;
using SupplyChain.Testing;
using Xunit;

namespace Cake.Tests.Tasks;

[Collection(RunsAloneGroup.Name)]
public sealed class TrivyTests : IDisposable
{
    private const string Unfixed = """{"VulnerabilityID":"CVE-1","PkgName":"p","InstalledVersion":"1","Severity":"LOW"}""";

    private readonly TinyRelease release = new();
    private readonly DummyTrivy trivy;

    public TrivyTests()
    {
        trivy = new DummyTrivy(release.Folder);
        trivy.AnswerForImages(10, Unfixed);
        release.Settings.Engine = ScannerEngine.Trivy;
        release.Settings.Trivy = new TrivySettings { Program = trivy.Program, CacheDirectory = trivy.Cache };
    }

    public void Dispose() => release.Dispose();

    [Fact]
    public void A_release_is_scanned_by_trivy_as_its_settings_say()
    {
        release.Folder.Write("ignore.yaml", "");
        release.Settings.Trivy = release.Settings.Trivy with { Filters = new() { IgnoreFile = "ignore.yaml" } };

        var result = release.Run("--target=Scan-Image");

        Assert.True(result.ExitCode == 0, result.Error);
        using var scan = JsonDocument.Parse(File.ReadAllText(release.Folder.At("out", "scan", "registry.example-shop-api.json")));
        Assert.Equal("trivy", scan.RootElement.GetProperty("engine").GetProperty("name").GetString());
        Assert.Equal("CVE-1", scan.RootElement.GetProperty("findings")[0].GetProperty("id").GetString());
        Assert.True(scan.RootElement.GetProperty("complete").GetBoolean());
        Assert.EndsWith(
            "/ignore.yaml",
            trivy.Arguments[trivy.Arguments.ToList().IndexOf("--ignorefile") + 1],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_scan_that_left_something_out_unseen_is_denied_by_the_gate()
    {
        release.Settings.Trivy = release.Settings.Trivy with { Filters = new() { IgnoreUnfixed = true } };

        var result = release.Run("--target=Gate");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(
            "it is not complete: Trivy was told to leave out findings without a fix",
            File.ReadAllText(release.Folder.At("out", "gate.txt")),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(1, 3, "Trivy could not scan")]
    [InlineData(0, 3, "cannot be trusted, because it ended without error and wrote no report")]
    public void A_trivy_that_fails_fails_the_task(int trivyEnds, int buildEnds, string said)
    {
        trivy.Answer(trivyEnds, report: null);

        var result = release.Run("--target=Scan-Image");

        Assert.Equal(buildEnds, result.ExitCode);
        Assert.Contains(said, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_that_cannot_be_used_fail_the_task_with_2()
    {
        release.Settings.Trivy = release.Settings.Trivy with { Packages = new() { IncludeDevelopment = true } };

        var result = release.Run("--target=Scan-Image");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("'--include-dev-deps', which 'trivy image' does not have", result.Error, StringComparison.Ordinal);
        Assert.False(trivy.WasCalled);
    }
}
