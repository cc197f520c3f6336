using Cake.Core;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Cake.Tests.Host.OwnBehaviour;

public sealed class InnermostCodeTests
{
    [Fact]
    public void The_code_of_the_cause_outlives_what_wraps_it() =>
        Assert.Equal(7, Run(new InvalidOperationException("outer", new CakeException("middle", new CakeException(7, "cause")))));

    [Fact]
    public void The_innermost_of_several_codes_counts() =>
        Assert.Equal(7, Run(new CakeException(5, "outer", new CakeException(7, "cause"))));

    [Fact]
    public void A_cause_without_a_code_of_its_own_leaves_the_code_to_what_wraps_it() =>
        Assert.Equal(5, Run(new CakeException(5, "outer", new CakeException("cause"))));

    [Fact]
    public void The_first_code_of_several_exceptions_counts() =>
        Assert.Equal(
            3,
            Run(new AggregateException(new InvalidOperationException(), new CakeException(3, "one"), new CakeException(4, "two")))
        );

    [Fact]
    public void A_failure_without_a_code_is_1() => Assert.Equal(1, Run(new InvalidOperationException("no code")));

    private static int Run(Exception failure) =>
        new TestHost()
            .Configure(host => host.ConfigureServices(services => services.AddSingleton(failure)))
            .With<Throws>()
            .Run("--target", "Throws")
            .ExitCode;

    private sealed class Throws(Exception failure) : FrostingTask
    {
        public override void Run(ICakeContext context) => throw failure;
    }
}
