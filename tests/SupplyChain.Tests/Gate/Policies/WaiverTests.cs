using SupplyChain.Gate.Policies;
using Xunit;

namespace SupplyChain.Tests.Gate.Policies;

public sealed class WaiverTests
{
    [Theory]
    [InlineData("pkg:nuget/Json@1.0", "pkg:nuget/Json@1.0", true)]
    [InlineData("pkg:nuget/Json@1.0", "pkg:nuget/Json@1.0?arch=x", true)]
    [InlineData("pkg:nuget/Json", "pkg:nuget/Json@1.0", true)]
    [InlineData("pkg:nuget/Json@1.0", "pkg:nuget/Json@1.0.1", false)]
    [InlineData("pkg:nuget/Json", "pkg:nuget/Json.Net@1.0", false)]
    [InlineData("pkg:nuget/Json@1.0", "pkg:npm/Json@1.0", false)]
    [InlineData("pkg:nuget/Json", null, false)]
    [InlineData(null, null, true)]
    public void A_package_is_meant_by_its_url(string? wanted, string? actual, bool meant) =>
        Assert.Equal(meant, Waiver("CVE-1", wanted).IsAbout(["CVE-1"], actual));

    [Theory]
    [InlineData("GHSA-1", true)]
    [InlineData("ghsa-1", true)]
    [InlineData("CVE-1", true)]
    [InlineData("CVE-11", false)]
    public void A_vulnerability_is_meant_by_any_of_its_ids(string wanted, bool meant) =>
        Assert.Equal(meant, Waiver(wanted, null).IsAbout(["CVE-1", "GHSA-1"], null));

    [Fact]
    public void Its_last_day_counts_whole_in_UTC() =>
        Assert.Equal(new DateTimeOffset(2027, 2, 1, 0, 0, 0, TimeSpan.Zero), Waiver("CVE-1", null).EndsAt);

    private static Waiver Waiver(string vulnerability, string? package) =>
        new()
        {
            Id = "W-1",
            Rule = "scan.findings",
            Vulnerability = vulnerability,
            Package = package,
            Environments = ["prod"],
            Owner = "owner",
            Reason = "reason",
            Expires = new DateOnly(2027, 1, 31),
        };
}
