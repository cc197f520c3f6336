using Cake.Frosting;
using Xunit;

namespace Cake.Tests.Host.OwnBehaviour;

public sealed class NoMoreApiTests
{
    [Fact]
    public void The_host_has_nothing_public_that_the_package_lacks()
    {
        var expected = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Host", "PublicApi.txt"));

        Assert.Empty(PublicApi.Of(typeof(CakeHost).Assembly).Except(expected));
    }
}
