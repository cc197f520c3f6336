using Microsoft.Extensions.Time.Testing;
using SupplyChain.Scanning;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Scanning.Trivy;

public sealed class ScannerSelectionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly DummyTrivy trivy;

    public ScannerSelectionTests() => trivy = new DummyTrivy(folder);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Automatic_choice_takes_trivy_where_it_can_be_used_and_says_why()
    {
        var target = Directory.CreateDirectory(folder.At("target")).FullName;
        trivy.Answer(0, $$"""{"SchemaVersion":2,"ArtifactName":"{{target}}","Results":[]}""");
        var scanner = await Select(ScannerEngine.Auto);
        var report = await scanner.ScanAsync(ScanTarget.ParseLocal($"dir:{target}")!, TestContext.Current.CancellationToken);
        Assert.Equal("trivy", report.Engine.Name);
        Assert.Contains("0.74.0", report.Engine.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Automatic_choice_takes_the_builtin_engine_where_trivy_cannot_be_used_and_says_why()
    {
        trivy.SetMetadata("{}");
        var scanner = Assert.IsType<BuiltinScanner>(await Select(ScannerEngine.Auto));
        Assert.Contains("database", scanner.Reason, StringComparison.Ordinal);
        Assert.IsType<BuiltinScanner>(await Select(ScannerEngine.Builtin));
        await Assert.ThrowsAsync<ConfigurationException>(() => Select(ScannerEngine.Trivy));
    }

    [Theory]
    [InlineData("0.71.0", true)]
    [InlineData("0.71.1", false)]
    public async Task A_version_with_a_known_vulnerability_is_taken_and_told_of(string version, bool told)
    {
        trivy.SetVersion($$"""{"Version":"{{version}}"}""");
        var scanner = Assert.IsType<TrivyScanner>(await Select(ScannerEngine.Auto));
        Assert.Equal(told, scanner.Reason!.Contains("CVE-2026-55092", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Automatic_choice_does_not_pass_over_settings_that_cannot_be_used()
    {
        var settings = new TrivySettings
        {
            Program = trivy.Program,
            CacheDirectory = trivy.Cache,
            Parallel = -1,
        };
        var selection = new ScannerSelection(ScannerEngine.Auto, null, settings, time);
        var error = await Assert.ThrowsAsync<ConfigurationException>(() =>
            selection.SelectAsync(TestContext.Current.CancellationToken)
        );
        Assert.Equal("trivy.settings", error.Code);
    }

    private Task<IScanner> Select(ScannerEngine engine) =>
        new ScannerSelection(
            engine,
            null,
            new TrivySettings { Program = trivy.Program, CacheDirectory = trivy.Cache },
            time
        ).SelectAsync(TestContext.Current.CancellationToken);
}
