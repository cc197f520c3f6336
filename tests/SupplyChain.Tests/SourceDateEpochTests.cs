using Xunit;

namespace SupplyChain.Tests;

public sealed class SourceDateEpochTests
{
    [Fact]
    public void Seconds_are_read_as_an_instant() =>
        Assert.Equal(new DateTimeOffset(2023, 11, 14, 22, 13, 20, TimeSpan.Zero), SourceDateEpoch.Parse("1700000000"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Unset_means_the_real_clock(string? value) => Assert.Null(SourceDateEpoch.Parse(value));

    [Theory]
    [InlineData("yesterday")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("99999999999999999")]
    public void Anything_else_is_refused_with_the_remedy(string value)
    {
        var error = Assert.Throws<ConfigurationException>(() => SourceDateEpoch.Parse(value));
        Assert.Contains(value, error.Message, StringComparison.Ordinal);
        Assert.Contains("unset it", error.Message, StringComparison.Ordinal);
    }
}
