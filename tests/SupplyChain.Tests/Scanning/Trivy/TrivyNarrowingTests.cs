using SupplyChain.Scanning;
using SupplyChain.Scanning.Trivy.Settings;
using Xunit;

namespace SupplyChain.Tests.Scanning.Trivy;

public sealed class TrivyNarrowingTests : IDisposable
{
    private readonly TrivyWorkbench bench = new();

    public void Dispose() => bench.Dispose();

    [Theory]
    [InlineData(false, "no severities but high, critical")]
    [InlineData(true, "")]
    public async Task What_trivy_leaves_out_unseen_is_a_limitation(bool all, string said)
    {
        Severity[] severities = all
            ? [Severity.Unknown, Severity.Low, Severity.Medium, Severity.High, Severity.Critical]
            : [Severity.Critical, Severity.High];
        var report = await bench.ScanAsync(bench.Settings with { Filters = new() { Severities = severities } });
        Assert.Equal(all, report.Complete);
        Assert.All(report.Limitations, limitation => Assert.Contains(said, limitation.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Everything_that_narrows_a_scan_is_told()
    {
        var report = await bench.ScanAsync(
            bench.Settings with
            {
                Filters = new() { IgnoreUnfixed = true, IgnoredStatuses = [FindingStatus.WillNotFix] },
                Packages = new() { Types = TrivyPackageTypes.Library, Relationships = TrivyPackageRelationships.Direct },
                Files = new() { SkipDirectories = ["usr"], SkipFiles = ["a.jar"] },
            }
        );
        Assert.Equal(
            [
                "Trivy was told to leave out findings that are will_not_fix.",
                "Trivy was told to leave out findings without a fix.",
                "Trivy was told to look at packages of one kind only: library.",
                "Trivy was told to look at some packages only: direct.",
                "Trivy was told to skip 'a.jar'.",
                "Trivy was told to skip 'usr'.",
            ],
            report.Limitations.Select(limitation => limitation.Message)
        );
        Assert.All(report.Limitations, limitation => Assert.Equal("scan.narrowed", limitation.Code));
        Assert.Equal("usr", report.Limitations[^1].Location);
    }

    [Theory]
    [InlineData(TrivyFindingKinds.Secrets, TrivyDirectoryKind.RootFileSystem)]
    [InlineData(TrivyFindingKinds.Vulnerabilities, TrivyDirectoryKind.Configuration)]
    public async Task A_scan_for_no_vulnerabilities_needs_no_database_and_says_so(
        TrivyFindingKinds kinds,
        TrivyDirectoryKind directories
    )
    {
        bench.Trivy.SetMetadata("none");
        var report = await bench.ScanAsync(bench.Settings with { Scanners = kinds, Directories = directories });
        Assert.Empty(report.Advisories);
        Assert.Equal("Trivy was told not to look for vulnerabilities.", Assert.Single(report.Limitations).Message);
    }
}
