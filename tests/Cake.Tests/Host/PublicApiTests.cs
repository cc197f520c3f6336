using System.Reflection;
using Cake.Frosting;
using Xunit;

namespace Cake.Tests.Host;

public sealed class PublicApiTests
{
    private static readonly Assembly s_frosting = typeof(CakeHost).Assembly;

    [Fact]
    public void The_assembly_binds_in_place_of_the_package()
    {
        Assert.Equal("Cake.Frosting", s_frosting.GetName().Name);
        Assert.Equal(new Version(7, 0, 0, 0), s_frosting.GetName().Version);
        Assert.Empty(s_frosting.GetName().GetPublicKeyToken()!);
    }

    [Fact]
    public void Everything_public_is_in_the_one_namespace() =>
        Assert.All(s_frosting.GetExportedTypes(), type => Assert.Equal("Cake.Frosting", type.Namespace));

    [Fact]
    public void Every_member_that_builds_use_is_there()
    {
        var expected = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Host", "PublicApi.txt"));

        Assert.Empty(expected.Except(PublicApi.Of(s_frosting)));
    }
}
