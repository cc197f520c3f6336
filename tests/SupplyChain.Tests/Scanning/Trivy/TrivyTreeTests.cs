using System.Text.Json;
using SupplyChain.Scanning;
using SupplyChain.Scanning.Trivy;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Scanning.Trivy;

/// <summary>The built-in scanner on Trivy's own source trees, with Trivy's own advisories, beside the report that Trivy made.</summary>
public sealed class TrivyTreeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Compared =>
        [.. TrivyTree.All.Where(tree => tree.Value.Advisories is not null).Select(tree => tree.Key)];

    public static TheoryData<string> LeftOut =>
        [.. TrivyTree.All.Where(tree => tree.Value.Advisories is null).Select(tree => tree.Key)];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_tree_is_compared_or_left_out_with_a_reason()
    {
        var trees = Directory.GetDirectories(TestData.Require("trivy/repo")).Select(path => Path.GetFileName(path));
        Assert.Equal(TrivyTree.All.Keys.Order(StringComparer.Ordinal), trees.Order(StringComparer.Ordinal));
        Assert.All(
            TrivyTree.All.Values,
            tree => Assert.True(tree.Reason is not null || (tree.Advisories is not null && tree.Report is not null))
        );
    }

    [Theory]
    [MemberData(nameof(Compared))]
    public async Task The_same_packages_and_vulnerabilities_are_found(string name)
    {
        var tree = TrivyTree.All[name];
        TrivyAdvisories.Write(TestData.Require($"trivy/db/{tree.Advisories}"), folder);
        var scan = await ScanAsync(name, folder.Path);
        var (packages, vulnerabilities, fixes) = Expected(tree);

        Assert.Equal(packages, Names(scan.Packages));
        Assert.Equal(vulnerabilities, Ids(scan.Findings));
        if (fixes.Length > 0)
        {
            Assert.Equal(fixes, Fixes(scan.Findings));
        }
    }

    [Theory]
    [MemberData(nameof(LeftOut))]
    public async Task A_tree_that_is_left_out_is_said_to_be_uncovered(string name)
    {
        var scan = await ScanAsync(name, null);
        Assert.False(scan.Complete);
        Assert.Contains(scan.Limitations, limitation => limitation.Code == "scan.uncovered");
    }

    private static Task<ScanReport> ScanAsync(string tree, string? advisories) =>
        new BuiltinScanner(advisories, TimeProvider.System).ScanAsync(
            ScanTarget.ParseLocal($"dir:{TestData.Require($"trivy/repo/{tree}")}")!,
            TestContext.Current.CancellationToken
        );

    private static (string[] Packages, string[] Vulnerabilities, string[] Fixes) Expected(TrivyTree tree)
    {
        var stated = (
            Packages: tree.Packages?.Split(' ') ?? [],
            Vulnerabilities: tree.Vulnerabilities?.Split(", ").Select(text => text.ToLowerInvariant()).ToArray() ?? []
        );
        if (tree.Report is null)
        {
            return (stated.Packages, stated.Vulnerabilities, []);
        }

        var content = File.ReadAllBytes(TestData.Require($"trivy/reports/{tree.Report}"));
        if (tree.Report.Contains("cyclonedx", StringComparison.Ordinal))
        {
            return OfSbom(content);
        }

        var report = TrivyReportReader.Read(content);
        return (
            tree.Packages is null ? [.. Names(report.Packages)] : stated.Packages,
            [.. Ids(report.Findings)],
            tree.Advisories is "java.yaml" ? [] : [.. Fixes(report.Findings)]
        );
    }

    // Findings are in the SBOM by the package URLs of what they affect.
    private static (string[] Packages, string[] Vulnerabilities, string[] Fixes) OfSbom(byte[] content)
    {
        using var document = JsonDocument.Parse(content);
        var root = document.RootElement;
        var packages = JsonText
            .Items(root, "components")
            .Where(component => JsonText.Member(component, "purl") is not null)
            .ToDictionary(
                component => JsonText.Member(component, "bom-ref")!,
                component =>
                    $"{JsonText.Member(component, "group")}:{JsonText.Member(component, "name")}@{JsonText.Member(component, "version")}".ToLowerInvariant()
            );
        var vulnerabilities = JsonText
            .Items(root, "vulnerabilities")
            .SelectMany(
                vulnerability => JsonText.Items(vulnerability, "affects"),
                (vulnerability, affected) =>
                    $"{JsonText.Member(vulnerability, "id")} {packages[JsonText.Member(affected, "ref")!]}".ToLowerInvariant()
            );
        return ([.. packages.Values.Order(StringComparer.Ordinal)], [.. vulnerabilities.Order(StringComparer.Ordinal)], []);
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
