using SupplyChain.Scanning;
using SupplyChain.Scanning.Advisories;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Scanning.Advisories;

/// <summary>Packages of other ecosystems that a package of the distribution installed.</summary>
public sealed class OwnedPackagesTests : IDisposable
{
    private static readonly Distribution Debian = new("debian", "12");
    private static readonly Distribution Alpine = new("alpine", "3.20.3");

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("pypi", "requests", "PyPI", "deb")]
    [InlineData("npm", "semver", "npm", "deb")]
    [InlineData("maven", "g:a", "Maven", "deb")]
    [InlineData("gem", "rack", "RubyGems", "deb")]
    [InlineData("npm", "semver", "npm", "apk")]
    public void Advisories_of_its_ecosystem_do_not_count_and_the_report_says_why(
        string type,
        string name,
        string ecosystem,
        string system
    )
    {
        Record("GHSA-1", ecosystem, name);
        var result = Match(
            system == "deb" ? Debian : Alpine,
            Package(type, name, "1.0.0") with
            {
                Owner = "owner",
            },
            Package(system, "owner", "1.0.0-1")
        );
        Assert.Empty(result.Findings);
        Assert.Empty(result.Undecided);
        var excluded = Assert.Single(result.Excluded);
        Assert.Equal(("GHSA-1", name), (excluded.Finding.Id, excluded.Finding.Package.Name));
        Assert.Contains("The distribution's package owner installed it", excluded.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_advisory_of_the_distribution_about_the_owner_counts_once()
    {
        Record("GHSA-1", "PyPI", "requests", """ "aliases":["CVE-1"], """);
        Record("DEBIAN-CVE-1", "Debian:12", "requests", """ "upstream":["CVE-1"], """);
        var result = Match(
            Debian,
            Package("pypi", "requests", "1.0.0") with
            {
                Owner = "python3-requests",
            },
            Package("deb", "python3-requests", "1.0.0-1") with
            {
                Source = new SourcePackage("requests", "1.0.0-1"),
            }
        );
        var finding = Assert.Single(result.Findings);
        Assert.Equal(("CVE-1", "deb"), (finding.Id, finding.Package.Type));
        Assert.Equal("CVE-1", Assert.Single(result.Excluded).Finding.Id);
        Assert.Empty(result.Limitations);
    }

    [Fact]
    public void The_same_package_without_an_owner_is_matched()
    {
        Record("GHSA-1", "PyPI", "requests");
        var result = Match(Debian, Package("pypi", "requests", "1.0.0"), Package("deb", "owner", "1"));
        Assert.Single(result.Findings);
        Assert.Empty(result.Excluded);
    }

    [Fact]
    public void An_owner_that_is_not_installed_answers_for_nothing()
    {
        Record("GHSA-1", "PyPI", "requests");
        Assert.Single(Match(Debian, Package("pypi", "requests", "1.0.0") with { Owner = "owner" }).Findings);
    }

    [Fact]
    public void An_ecosystem_without_advisories_is_no_limitation_where_the_distribution_answers()
    {
        Record("DEBIAN-CVE-1", "Debian:12", "other");
        Assert.Empty(
            Match(Debian, Package("pypi", "requests", "1.0.0") with { Owner = "owner" }, Package("deb", "owner", "1")).Limitations
        );
    }

    [Theory]
    [InlineData("dotnet8", true)]
    [InlineData("other", false)]
    public void Dotnet_is_matched_unless_the_distribution_knows_the_package_that_installed_it(string known, bool answers)
    {
        Record("GHSA-1", "NuGet", "Microsoft.NETCore.App.Runtime.linux-x64");
        Record("DEBIAN-CVE-1", "Debian:12", known);
        var result = Match(
            Debian,
            Package("nuget", "Microsoft.NETCore.App.Runtime.linux-x64", "1.0.0") with
            {
                Owner = "dotnet-runtime-8.0",
            },
            Package("deb", "dotnet-runtime-8.0", "9.0") with
            {
                Source = new SourcePackage("dotnet8", "9.0"),
            }
        );
        Assert.Equal(answers, result.Findings.Count == 0);
        Assert.Equal(answers, result.Excluded.Count == 1);
    }

    private MatchResult Match(Distribution distribution, params Package[] packages)
    {
        var catalogue = new PackageCatalogue
        {
            Target = new ScannedTarget("test", ScannedTarget.Image),
            OperatingSystem = distribution,
            Packages = packages,
            Limitations = [],
        };
        return Matcher.Match(
            catalogue,
            AdvisoryIndex.Load(folder.Path, Matcher.Wanted(catalogue), TestContext.Current.CancellationToken)
        );
    }

    private static Package Package(string type, string name, string version) =>
        new()
        {
            Name = name,
            Version = version,
            Type = type,
        };

    // Fixed in 2.0.0, so that 1.0.0 is affected in every order.
    private void Record(string id, string ecosystem, string name, string members = "") =>
        folder.Write(
            $"{id}.json",
            $$"""
            {"id":"{{id}}","modified":"2026-01-01T00:00:00Z",{{members}}"affected":[{"package":{"ecosystem":"{{ecosystem}}","name":"{{name}}"},
             "ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"2.0.0"}]}]}]}
            """
        );
}
