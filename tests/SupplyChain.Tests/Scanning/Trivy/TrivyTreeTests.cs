using SupplyChain.Scanning;
using SupplyChain.Scanning.Trivy;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Scanning.Trivy;

/// <summary>The built-in scanner on Trivy's own source trees, with Trivy's own advisories, beside the report that Trivy made.</summary>
public sealed class TrivyTreeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("pip", "python.yaml", "pip.json.golden")]
    [InlineData("pnpm", "nodejs.yaml", "pnpm.json.golden")]
    public async Task The_same_packages_and_vulnerabilities_are_found(string tree, string database, string golden)
    {
        TrivyAdvisories.Write(TestData.Require($"trivy/db/{database}"), folder);
        var source = TestData.Require($"trivy/repo/{tree}");
        var scan = await new BuiltinScanner(folder.Path, TimeProvider.System).ScanAsync(
            ScanTarget.ParseLocal($"dir:{source}")!,
            TestContext.Current.CancellationToken
        );
        var report = TrivyReportReader.Read(File.ReadAllBytes(TestData.Require($"trivy/reports/{golden}")));

        Assert.Equal(Names(report.Packages), Names(scan.Packages));
        Assert.Equal(Ids(report.Findings), Ids(scan.Findings));
        Assert.Equal(Fixes(report.Findings), Fixes(scan.Findings));
    }

    private static IEnumerable<string> Names(IEnumerable<Package> packages) =>
        packages.Select(package => $"{package.Name}@{package.Version}".ToLowerInvariant()).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Ids(IEnumerable<Finding> findings) =>
        findings
            .Select(finding => $"{finding.Id} {finding.Package.Name}@{finding.Package.Version}".ToLowerInvariant())
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Fixes(IEnumerable<Finding> findings) =>
        findings.Select(finding => $"{finding.Id}: {string.Join(", ", finding.FixedVersions)}").Order(StringComparer.Ordinal);
}
