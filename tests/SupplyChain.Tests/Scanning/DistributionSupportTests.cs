using SupplyChain.Scanning;
using Xunit;

namespace SupplyChain.Tests.Scanning;

public sealed class DistributionSupportTests
{
    private static readonly DateTimeOffset Today = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("alpine", "3.9.6", true)]
    [InlineData("alpine", "2.7", true)]
    [InlineData("alpine", "3.10.2", true)]
    [InlineData("alpine", "3.22.1", false)]
    [InlineData("alpine", "4.0.0", null)]
    [InlineData("debian", "7", true)]
    [InlineData("debian", "12.5", false)]
    [InlineData("debian", "14", null)]
    [InlineData("debian", "", null)]
    [InlineData("ubuntu", "23.04", true)]
    [InlineData("ubuntu", "12.04", true)]
    [InlineData("ubuntu", "24.04", false)]
    [InlineData("ubuntu", "30.04", null)]
    [InlineData("rhel", "5.11", true)]
    [InlineData("sles", "12.4", true)]
    [InlineData("sles", "15", true)]
    [InlineData("sles", "15.7", false)]
    [InlineData("opensuse-leap", "15.3", true)]
    [InlineData("amzn", "2017.09", true)]
    [InlineData("wolfi", "20230201", null)]
    public void A_release_older_than_one_that_has_ended_has_ended_too(string id, string version, bool? ended) =>
        Assert.Equal(ended, DistributionSupport.HasEnded(new Distribution(id, version), Today));

    [Theory]
    [InlineData("debian", "14", true)]
    [InlineData("alpine", "4.0.0", true)]
    [InlineData("debian", "12", false)]
    [InlineData("debian", "7", false)]
    [InlineData("wolfi", "20230201", false)]
    public void A_release_of_which_nothing_is_known_is_a_limitation_where_others_are_known(
        string id,
        string version,
        bool limited
    )
    {
        var distribution = new Distribution(id, version);
        var judged = distribution with { EndOfLife = DistributionSupport.HasEnded(distribution, Today) };
        Assert.Equal(limited, DistributionSupport.Unknown(judged).Any(limitation => limitation.Code == "scan.end-of-life"));
    }
}
