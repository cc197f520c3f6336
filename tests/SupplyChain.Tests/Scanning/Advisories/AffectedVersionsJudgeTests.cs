using System.Text;
using SupplyChain.Scanning;
using SupplyChain.Scanning.Advisories;
using Xunit;

namespace SupplyChain.Tests.Scanning.Advisories;

public sealed class AffectedVersionsJudgeTests
{
    [Theory]
    [InlineData("0.9.0", false)]
    [InlineData("1.0.0", true)]
    [InlineData("1.4.9", true)]
    [InlineData("1.5.0-beta.1", true)]
    [InlineData("1.5.0", false)]
    [InlineData("1.9.0", false)]
    [InlineData("2.0.0", true)]
    [InlineData("2.0.1", false)]
    public void A_range_may_hold_several_stretches_in_any_order(string version, bool affected) =>
        Holds(affected, version, """{"fixed":"2.0.1"},{"introduced":"2.0.0"},{"introduced":"1.0.0"},{"fixed":"1.5.0"}""");

    [Theory]
    [InlineData("2.0.0", true)]
    [InlineData("2.0.1", false)]
    public void The_last_affected_version_is_affected(string version, bool affected) =>
        Holds(affected, version, """{"introduced":"0"},{"last_affected":"2.0.0"}""");

    [Theory]
    [InlineData("1.0.0", true)]
    [InlineData("1.5.0", false)]
    public void Of_a_fix_and_a_last_affected_version_the_fix_wins(string version, bool affected) =>
        Holds(affected, version, """{"introduced":"0"},{"last_affected":"2.0.0"},{"fixed":"1.5.0"}""");

    [Theory]
    [InlineData("1.0.0", true)]
    [InlineData("3.0.0", false)]
    public void A_limit_ends_what_is_said(string version, bool affected) =>
        Holds(affected, version, """{"introduced":"0"},{"limit":"2.0.0"}""");

    [Theory]
    [InlineData("1.0.0")]
    [InlineData("0.0.0-alpha")]
    [InlineData("9999.0.0")]
    public void Introduced_in_0_without_fix_means_every_version(string version) => Holds(true, version, """{"introduced":"0"}""");

    [Fact]
    public void A_star_limits_nothing() => Holds(true, "5.0.0", """{"introduced":"0"},{"limit":"*"}""");

    [Fact]
    public void Introduced_and_fixed_in_the_same_version_is_not_affected() =>
        Holds(false, "1.0.0", """{"introduced":"1.0.0"},{"fixed":"1.0.0"}""");

    [Fact]
    public void A_fix_in_0_means_never_affected() => Holds(false, "1.0.0", """{"introduced":"0"},{"fixed":"0"}""");

    [Fact]
    public void The_nearest_fix_is_given()
    {
        var fixes = new List<string>();
        var affected = Affected("npm", """{"introduced":"0"},{"fixed":"1.5.0"},{"introduced":"2.0.0"},{"fixed":"2.3.0"}""");
        Assert.Equal(RangeJudgement.Affected, AffectedVersionsJudge.Judge(affected, "2.1.0", Npm, fixes));
        Assert.Equal(["2.3.0"], fixes);
    }

    [Theory]
    [InlineData("not-a-version")]
    [InlineData("latest")]
    [InlineData("")]
    public void A_version_that_cannot_be_compared_is_undecided(string version) =>
        Assert.Equal(RangeJudgement.Undecided, Judge("npm", version, """{"introduced":"0"},{"fixed":"1.5.0"}"""));

    [Fact]
    public void A_range_that_cannot_be_compared_is_undecided() =>
        Assert.Equal(RangeJudgement.Undecided, Judge("npm", "1.0.0", """{"introduced":"0"},{"fixed":"next year"}"""));

    [Theory]
    [InlineData("1.0", true)]
    [InlineData("1.0.0.0", true)]
    [InlineData("1.0.0+build", true)]
    [InlineData("1.0.1", false)]
    public void A_single_version_is_compared_as_the_ecosystem_does(string version, bool affected)
    {
        var single = Read("""{"package":{"ecosystem":"NuGet","name":"p"},"versions":["1.0.0"]}""");
        Assert.Equal(
            affected ? RangeJudgement.Affected : RangeJudgement.NotAffected,
            AffectedVersionsJudge.Judge(single, version, NuGet, [])
        );
    }

    [Fact]
    public void A_single_version_that_cannot_be_compared_counts_where_it_is_the_same_text()
    {
        var single = Read("""{"package":{"ecosystem":"npm","name":"p"},"versions":["next"]}""");
        Assert.Equal(RangeJudgement.Affected, AffectedVersionsJudge.Judge(single, "next", Npm, []));
    }

    [Fact]
    public void A_range_of_commits_is_passed_over_and_what_follows_counts()
    {
        var affected = Read(
            """
            {"package":{"ecosystem":"npm","name":"p"},"ranges":[
             {"type":"GIT","repo":"https://example.com/r","events":[{"introduced":"0"},{"fixed":"abc"}]},
             {"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"2.0.0"}]}]}
            """
        );
        Assert.Equal(RangeJudgement.Affected, AffectedVersionsJudge.Judge(affected, "1.0.0", Npm, []));
        Assert.Equal(RangeJudgement.NotAffected, AffectedVersionsJudge.Judge(affected, "2.0.0", Npm, []));
    }

    [Fact]
    public void Commits_alone_leave_it_undecided()
    {
        var affected = Read(
            """{"package":{"ecosystem":"npm","name":"p"},"ranges":[{"type":"GIT","events":[{"introduced":"0"}]}]}"""
        );
        Assert.Equal(RangeJudgement.Undecided, AffectedVersionsJudge.Judge(affected, "1.0.0", Npm, []));
    }

    [Theory]
    [InlineData("Debian:12", true)]
    [InlineData("Debian", true)]
    [InlineData("Debian:11", false)]
    [InlineData("Debian:1", false)]
    [InlineData("Debian:12:LTS", false)]
    [InlineData("Ubuntu:12", false)]
    public void Debian_is_matched_by_its_release(string written, bool affected) =>
        Fits(affected, written, Ecosystem.Of(Deb, new Distribution("debian", "12.5"))!, "1.0-1");

    [Theory]
    [InlineData("Ubuntu:22.04:LTS", true)]
    [InlineData("Ubuntu:22.04", true)]
    [InlineData("Ubuntu:Pro:22.04:LTS", false)]
    [InlineData("Ubuntu:24.04:LTS", false)]
    [InlineData("Ubuntu", false)]
    public void Ubuntu_is_matched_by_its_release_and_not_by_what_subscribers_get(string written, bool affected) =>
        Fits(affected, written, Ecosystem.Of(Deb, new Distribution("ubuntu", "22.04"))!, "1.0-1");

    [Theory]
    [InlineData("Alpine:v3.20", true)]
    [InlineData("Alpine:v3.2", false)]
    [InlineData("Alpine:3.20", false)]
    [InlineData("Alpine", false)]
    public void Alpine_is_matched_by_its_branch(string written, bool affected) =>
        Fits(affected, written, Ecosystem.Of(Apk, new Distribution("alpine", "3.20.3"))!, "1.0-r1");

    [Fact]
    public void Distributions_without_a_known_order_of_releases_are_no_ecosystem()
    {
        Assert.Null(Ecosystem.Of(Apk, new Distribution("alpine", "edge")));
        Assert.Null(Ecosystem.Of(Deb, new Distribution("kali", "2026.1")));
        Assert.Null(Ecosystem.Of(Deb, null));
    }

    private static Package Deb { get; } = PackageOf("deb");

    private static Package Apk { get; } = PackageOf("apk");

    private static Ecosystem Npm { get; } = Ecosystem.Of(PackageOf("npm"), null)!;

    private static Ecosystem NuGet { get; } = Ecosystem.Of(PackageOf("nuget"), null)!;

    private static Package PackageOf(string type) =>
        new()
        {
            Name = "p",
            Version = "1",
            Type = type,
        };

    private static void Holds(bool affected, string version, string events)
    {
        var expected = affected ? RangeJudgement.Affected : RangeJudgement.NotAffected;
        Assert.Equal(expected, Judge("npm", version, events));
        Assert.Equal(expected, AffectedVersionsJudge.Judge(Affected("NuGet", events), version, NuGet, []));
    }

    private static void Fits(bool affected, string written, Ecosystem ecosystem, string version) =>
        Assert.Equal(
            affected ? RangeJudgement.Affected : RangeJudgement.NotAffected,
            AffectedVersionsJudge.Judge(Affected(written, """{"introduced":"0"}"""), version, ecosystem, [])
        );

    private static RangeJudgement Judge(string ecosystem, string version, string events) =>
        AffectedVersionsJudge.Judge(Affected(ecosystem, events), version, Npm, []);

    private static AffectedVersions Affected(string ecosystem, string events) =>
        Read($$"""{"package":{"ecosystem":"{{ecosystem}}","name":"p"},"ranges":[{"type":"ECOSYSTEM","events":[{{events}}]}]}""");

    private static AffectedVersions Read(string affected) =>
        OsvReader
            .Read(
                Encoding.UTF8.GetBytes($$"""{"id":"X-1","modified":"2026-01-01T00:00:00Z","affected":[{{affected}}]}"""),
                "x.json"
            )
            .Affected[0];
}
