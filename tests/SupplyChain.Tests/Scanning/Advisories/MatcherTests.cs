using SupplyChain.Scanning;
using SupplyChain.Scanning.Advisories;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Scanning.Advisories;

public sealed class MatcherTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Records_that_share_an_id_are_one_finding_with_the_highest_severity_and_all_fixes()
    {
        Record("GHSA-1", """ "aliases":["CVE-1"],"database_specific":{"severity":"MODERATE"} """, Range("npm", "p", "2.0.0"));
        Record("OTHER-1", """ "aliases":["CVE-1"],"database_specific":{"severity":"CRITICAL"} """, Range("npm", "p", "1.10.0"));
        Record("THIRD-1", """ "aliases":["OTHER-1"] """, Range("npm", "p", "2.0.0"));

        var finding = Assert.Single(Match(Npm("p", "1.0.0")).Findings);
        Assert.Equal("CVE-1", finding.Id);
        Assert.Equal(["GHSA-1", "OTHER-1", "THIRD-1"], finding.Aliases);
        Assert.Equal(Severity.Critical, finding.Severity);
        Assert.Equal(["1.10.0", "2.0.0"], finding.FixedVersions);
    }

    [Fact]
    public void Related_records_are_findings_of_their_own()
    {
        Record("A-1", """ "related":["A-2"] """, Range("npm", "p", "2.0.0"));
        Record("A-2", """ "related":["A-1"] """, Range("npm", "p", "2.0.0"));
        Assert.Equal(["A-1", "A-2"], Match(Npm("p", "1.0.0")).Findings.Select(finding => finding.Id).Order());
    }

    [Fact]
    public void A_withdrawn_record_is_no_finding_but_counts_as_coverage()
    {
        Record("A-1", """ "withdrawn":"2026-01-01T00:00:00Z" """, Range("npm", "p", "2.0.0"));
        var result = Match(Npm("p", "1.0.0"));
        Assert.Empty(result.Findings);
        Assert.Empty(result.Limitations);
    }

    [Fact]
    public void An_advisory_of_a_distribution_about_several_vulnerabilities_is_a_finding_for_each()
    {
        Record("DSA-1", """ "upstream":["CVE-1","CVE-2"] """, Range("Debian:12", "openssl", "3.0.15-1"));
        Record("DEBIAN-CVE-1", """ "upstream":["CVE-1"] """, Range("Debian:12", "openssl", "3.0.15-1"));
        var findings = Match(Debian("libssl3", "3.0.14-1", new SourcePackage("openssl", "3.0.14-1"))).Findings;
        Assert.Equal(["CVE-1", "CVE-2"], findings.Select(finding => finding.Id).Order());
        Assert.Equal(["DEBIAN-CVE-1", "DSA-1"], findings.Single(finding => finding.Id == "CVE-1").Aliases);
        Assert.Equal(["DSA-1"], findings.Single(finding => finding.Id == "CVE-2").Aliases);
    }

    [Fact]
    public void Debian_is_matched_by_source_package_and_its_version()
    {
        Record("DSA-1", "", Range("Debian:12", "openssl", "3.0.15-1"));
        Assert.Single(Match(Debian("libssl3", "3.0.14-1+b1", new SourcePackage("openssl", "3.0.14-1"))).Findings);
        Assert.Single(Match(Debian("openssl", "3.0.14-1", null)).Findings);
        Assert.Empty(Match(Debian("libssl3", "3.0.14-1", new SourcePackage("openssl", "3.0.15-1"))).Findings);
        Assert.Empty(Match(Debian("openssl", "3.0.14-1", new SourcePackage("other", "3.0.14-1"))).Findings);
    }

    [Fact]
    public void Alpine_is_matched_by_origin_and_the_version_of_the_package()
    {
        Record("ALPINE-CVE-1", "", Range("Alpine:v3.20", "openssl", "3.3.2-r0"));
        var package = new Package
        {
            Name = "libcrypto3",
            Version = "3.3.1-r3",
            Type = "apk",
            Source = new SourcePackage("openssl", "3.3.1-r3"),
        };
        Assert.Single(Match(package, new Distribution("alpine", "3.20.2")).Findings);
        Assert.Empty(Match(package with { Version = "3.3.2-r0" }, new Distribution("alpine", "3.20.2")).Findings);
    }

    [Theory]
    [InlineData("NuGet", "nuget", "Newtonsoft.Json", "newtonsoft.json", true)]
    [InlineData("npm", "npm", "JSONStream", "jsonstream", false)]
    [InlineData("npm", "npm", "@babel/core", "@babel/core", true)]
    [InlineData("NPM", "npm", "p", "p", true)]
    [InlineData("npm ", "npm", "p", "p", true)]
    [InlineData("Go", "golang", "github.com/burntsushi/toml", "github.com/BurntSushi/toml", true)]
    [InlineData("Go", "golang", "github.com/burntsushi/toml", "github.com/BurntSushi/toml/v2", false)]
    [InlineData("crates.io", "cargo", "Time", "time", false)]
    public void Names_are_compared_as_the_ecosystem_does(string ecosystem, string type, string name, string written, bool found)
    {
        Record("A-1", "", Range(ecosystem, written, "2.0.0"));
        var package = new Package
        {
            Name = name,
            Version = "1.0.0",
            Type = type,
        };
        Assert.Equal(found, Match(package).Findings.Count == 1);
    }

    [Theory]
    [InlineData("Packagist:https://packages.drupal.org/8", "composer", "drupal/core", "Drupal/core", true)]
    [InlineData("Maven:https://repo.example.com", "maven", "g:a", "g:a", true)]
    [InlineData("Maven:https://repo.example.com", "maven", "g:a", "G:a", false)]
    public void Advisories_of_one_registry_apply_and_leave_the_rest_of_the_ecosystem_uncovered(
        string ecosystem,
        string type,
        string name,
        string written,
        bool found
    )
    {
        Record("A-1", "", Range(ecosystem, written, "2.0.0"));
        var package = new Package
        {
            Name = name,
            Version = "1.0.0",
            Type = type,
        };
        var result = Match(package);
        Assert.Equal(found, result.Findings.Count == 1);
        Assert.Equal("scan.unmatched", Assert.Single(result.Limitations).Code);
        Record("A-2", "", Range(ecosystem.Split(':')[0], "other", "2.0.0"));
        Assert.Empty(Match(package).Limitations);
    }

    [Fact]
    public void A_package_without_ranges_and_versions_is_undecided_and_a_limitation()
    {
        Record("A-1", "", """{"package":{"ecosystem":"npm","name":"p"},"ranges":[],"versions":null}""");
        var result = Match(Npm("p", "1.0.0"));
        Assert.Equal("A-1", Assert.Single(result.Undecided).Id);
        Assert.Equal("scan.undecided", Assert.Single(result.Limitations).Code);
        Assert.Empty(Match(Npm("q", "1.0.0")).Limitations);
    }

    [Fact]
    public void A_version_that_cannot_be_compared_is_undecided_and_a_limitation()
    {
        Record("A-1", "", Range("npm", "p", "2.0.0"));
        var result = Match(Npm("p", "workspace:*"));
        Assert.Empty(result.Findings);
        Assert.Equal("A-1", Assert.Single(result.Undecided).Id);
        Assert.Equal("scan.undecided", Assert.Single(result.Limitations).Code);
    }

    [Theory]
    [InlineData("""{"severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}]}""", "Critical")]
    [InlineData("""{"severity":[{"type":"CVSS_V4","score":"CVSS:4.0/AV:N"}],"database_specific":{"severity":"LOW"}}""", "Low")]
    [InlineData("""{"severity":[{"type":"Ubuntu","score":"medium"}]}""", "Medium")]
    [InlineData("""{"database_specific":{"severity":"MODERATE"}}""", "Medium")]
    [InlineData("""{"database_specific":{"severity":"made up"}}""", "Unknown")]
    [InlineData("{}", "Unknown")]
    public void The_severity_is_the_scores_or_else_the_words(string members, string severity)
    {
        var inner = members[1..^1];
        Record("A-1", inner, Range("npm", "p", "2.0.0"));
        Assert.Equal(severity, Assert.Single(Match(Npm("p", "1.0.0")).Findings).Severity.ToString());
    }

    [Fact]
    public void What_is_said_of_the_package_beats_what_is_said_of_the_whole()
    {
        Record(
            "A-1",
            """ "severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}] """,
            Range("Debian:12", "p", "2.0-1")
                .Replace(
                    "\"ranges\"",
                    "\"ecosystem_specific\":{\"urgency\":\"unimportant\"},\"ranges\"",
                    StringComparison.Ordinal
                )
        );
        Assert.Equal(Severity.Negligible, Assert.Single(Match(Debian("p", "1.0-1", null)).Findings).Severity);
    }

    [Fact]
    public void A_record_that_names_a_package_twice_covers_both_ranges()
    {
        Record("A-1", "", Range("npm", "p", "2.0.0") + "," + Range("npm", "p", "5.0.0", "4.0.0"));
        Assert.Equal(["2.0.0"], Assert.Single(Match(Npm("p", "1.0.0")).Findings).FixedVersions);
        Assert.Equal(["5.0.0"], Assert.Single(Match(Npm("p", "4.1.0")).Findings).FixedVersions);
        Assert.Empty(Match(Npm("p", "3.0.0")).Findings);
    }

    [Fact]
    public void Packages_that_nobody_can_match_are_counted_by_kind()
    {
        Record("A-1", "", Range("npm", "p", "2.0.0"));
        var pod = new Package
        {
            Name = "AFNetworking",
            Version = "1",
            Type = "cocoapods",
        };
        var limitation = Assert.Single(Match(pod).Limitations);
        Assert.Equal(("scan.unmatched", "type cocoapods"), (limitation.Code, limitation.Location));
    }

    private MatchResult Match(Package package, Distribution? distribution)
    {
        var catalogue = new PackageCatalogue
        {
            Target = new ScannedTarget("test", ScannedTarget.Image),
            OperatingSystem = distribution,
            Packages = [package],
            Limitations = [],
        };
        return Matcher.Match(
            catalogue,
            AdvisoryIndex.Load(folder.At("advisories"), Matcher.Wanted(catalogue), TestContext.Current.CancellationToken)
        );
    }

    private MatchResult Match(Package package) => Match(package, package.Type == "deb" ? new Distribution("debian", "12") : null);

    private static Package Npm(string name, string version) =>
        new()
        {
            Name = name,
            Version = version,
            Type = "npm",
        };

    private static Package Debian(string name, string version, SourcePackage? source) =>
        new()
        {
            Name = name,
            Version = version,
            Type = "deb",
            Source = source,
        };

    private static string Range(string ecosystem, string name, string fix, string introduced = "0") =>
        $$"""
            {"package":{"ecosystem":"{{ecosystem}}","name":"{{name}}"},
             "ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"{{introduced}}"},{"fixed":"{{fix}}"}]}]}
            """;

    private void Record(string id, string members, string affected)
    {
        var more = string.IsNullOrWhiteSpace(members) ? "" : members + ",";
        folder.Write(
            $"advisories/{id}.json",
            $$"""{"id":"{{id}}","modified":"2026-01-01T00:00:00Z",{{more}}"affected":[{{affected}}]}"""
        );
    }
}
