using System.Net;
using System.Net.Http.Headers;
using SupplyChain.Images.Registries.Http;
using Xunit;

namespace SupplyChain.Tests.Images.Registries;

public sealed class RetryPolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("7", 7)]
    [InlineData("0", 0)]
    [InlineData("120", 120)]
    [InlineData("Thu, 01 Jan 2026 00:00:30 GMT", 30)]
    [InlineData("Wed, 31 Dec 2025 23:59:00 GMT", 0)]
    public void The_wait_is_what_the_registry_asks_for(string retryAfter, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryPolicy.WaitAfter(1, RetryConditionHeaderValue.Parse(retryAfter), Now));

    [Theory]
    [InlineData("121")]
    [InlineData("3600")]
    [InlineData("Thu, 01 Jan 2026 01:00:00 GMT")]
    public void Nobody_waits_longer_than_two_minutes(string retryAfter) =>
        Assert.Null(RetryPolicy.WaitAfter(1, RetryConditionHeaderValue.Parse(retryAfter), Now));

    [Theory]
    [InlineData(1, 50, 150)]
    [InlineData(2, 100, 300)]
    [InlineData(4, 400, 1200)]
    public void Without_a_wish_the_wait_doubles_and_is_never_quite_the_same(int attempt, int least, int most)
    {
        var waits = Enumerable.Range(0, 100).Select(_ => RetryPolicy.WaitAfter(attempt).TotalMilliseconds).ToList();

        Assert.All(waits, wait => Assert.InRange(wait, least, most));
        Assert.True(waits.Distinct().Count() > 10);
    }

    [Theory]
    [InlineData(408, true)]
    [InlineData(429, true)]
    [InlineData(500, true)]
    [InlineData(503, true)]
    [InlineData(520, true)]
    [InlineData(501, false)]
    [InlineData(400, false)]
    [InlineData(401, false)]
    [InlineData(404, false)]
    public void Only_what_may_pass_is_asked_again(int status, bool again) =>
        Assert.Equal(again, RetryPolicy.IsTransient((HttpStatusCode)status));
}
