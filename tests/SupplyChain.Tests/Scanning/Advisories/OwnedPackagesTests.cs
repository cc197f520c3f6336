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
    private static readonly Distribution Red = new("almalinux", "9.4");

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
            Package(system, "owner", "1.0.0-1") with
            {
                Supplier = system == "deb" ? "Team <team+x@tracker.debian.org>" : "A <a@alpinelinux.org>",
            }
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
            Match(
                Debian,
                Package("pypi", "requests", "1.0.0") with
                {
                    Owner = "owner",
                },
                Package("deb", "owner", "1") with
                {
                    Supplier = "A <a@debian.org>",
                }
            ).Limitations
        );
    }

    [Theory]
    [InlineData("deb", "ACME <x@acme.example>")]
    [InlineData("deb", "Elastic Packages <info@elastic.co>")]
    [InlineData("deb", "Somebody Else <somebody@example.org>")]
    [InlineData("deb", "Somebody Else <somebody@notdebian.org>")]
    [InlineData("deb", null)]
    [InlineData("rpm", "Acme")]
    [InlineData("rpm", "Fedora Project")]
    [InlineData("rpm", null)]
    public void A_package_of_somebody_else_answers_for_nothing(string system, string? supplier)
    {
        Record("GHSA-1", "npm", "lodash");
        var result = Match(
            system == "deb" ? Debian : Red,
            Package("npm", "lodash", "1.0.0") with
            {
                Owner = "acme-app",
            },
            Package(system, "acme-app", "1.0.0-1") with
            {
                Supplier = supplier,
            }
        );
        Assert.Single(result.Findings);
        Assert.Empty(result.Excluded);
    }

    [Theory]
    [InlineData("Somebody Else <somebody@example.org>", true)]
    [InlineData(null, true)]
    [InlineData("NodeSource Support <support@nodesource.com>", false)]
    public void A_package_that_the_distributions_advisories_know_answers_unless_it_is_plainly_from_elsewhere(
        string? supplier,
        bool answers
    )
    {
        Record("GHSA-1", "npm", "semver");
        Record("DEBIAN-CVE-1", "Debian:12", "nodejs");
        var result = Match(
            Debian,
            Package("npm", "semver", "1.0.0") with
            {
                Owner = "nodejs",
            },
            Package("deb", "nodejs", "20.0.0-1") with
            {
                Supplier = supplier,
            }
        );
        Assert.Equal(answers, result.Findings.Count == 0);
        Assert.Equal(answers, result.Excluded.Count == 1);
    }

    [Theory]
    [InlineData("usr/lib/node_modules/a/package.json", true)]
    [InlineData("usr/share/nodejs/a/package.json", true)]
    [InlineData("lib/a/package.json", true)]
    [InlineData("usr/local/lib/node_modules/a/package.json", false)]
    [InlineData("opt/acme/node_modules/a/package.json", false)]
    [InlineData("srv/node_modules/a/package.json", false)]
    [InlineData("app/node_modules/a/package.json", false)]
    [InlineData("home/a/node_modules/a/package.json", false)]
    [InlineData("package.json", false)]
    public void Only_where_distributions_put_files_do_their_packages_answer(string location, bool answers)
    {
        Record("GHSA-1", "npm", "a");
        var result = Match(
            Red,
            Package("npm", "a", "1.0.0") with
            {
                Owner = "base",
                Location = location,
            },
            Package("rpm", "base", "1-1") with
            {
                Supplier = "AlmaLinux",
            }
        );
        Assert.Equal(answers, result.Excluded.Count == 1);
        Assert.Equal(answers, result.Findings.Count == 0);
    }

    [Fact]
    public void Packages_from_elsewhere_are_a_limitation_since_no_advisory_is_about_them()
    {
        Record("DEBIAN-CVE-1", "Debian:12", "bash");
        var result = Match(
            Debian,
            Package("deb", "bash", "5-1") with
            {
                Supplier = "Matthias Klose <doko@debian.org>",
            },
            Package("deb", "docker-ce", "5:24.0.0-1~debian.12~bookworm") with
            {
                Supplier = "Docker <support@docker.com>",
            }
        );
        var limitation = Assert.Single(result.Limitations);
        Assert.Equal(("scan.uncovered", "docker-ce"), (limitation.Code, limitation.Location));
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
            Location = $"usr/lib/{name}",
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
