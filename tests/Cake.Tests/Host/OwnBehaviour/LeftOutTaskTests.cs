using Cake.Core;
using Cake.Frosting;
using Xunit;

namespace Cake.Tests.Host.OwnBehaviour;

public sealed class LeftOutTaskTests
{
    [Fact]
    public void The_warning_names_the_task_and_both_contexts()
    {
        var result = Host().Run("--target", "Unrelated");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains(
            $"Task 'Gate' cannot be used since the context {typeof(OtherContext).FullName} isn't convertible to {typeof(OwnContext).FullName}.",
            result.Output + result.Error,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("Gate")]
    [InlineData("Publish")]
    [InlineData("Deploy")]
    [InlineData("gate")]
    public void A_target_that_needs_the_task_is_refused_before_anything_runs(string target)
    {
        var result = Host().Run("--target", target);

        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.Journal);
        Assert.Contains(
            $"The target '{target}' needs the task 'Gate', which works with the context {typeof(OwnContext).FullName}, "
                + $"but the context of this build is {typeof(OtherContext).FullName}",
            result.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_dry_run_is_refused_likewise() => Assert.Equal(1, Host().Run("--target", "Deploy", "--dryrun").ExitCode);

    [Fact]
    public void An_exclusive_run_needs_its_targets_alone()
    {
        var result = Host().Run("--target", "Deploy", "--exclusive");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["Deploy"], result.Journal);
    }

    [Fact]
    public void A_task_below_another_base_class_is_refused_too()
    {
        var result = new TestHost()
            .Configure(host => host.UseContext<OtherContext>())
            .With<BelowAnotherBase>()
            .Run("--target", "BelowAnotherBase");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("needs the task 'BelowAnotherBase'", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void With_its_context_registered_the_task_runs()
    {
        var result = new TestHost()
            .Configure(host => host.UseContext<OwnContext>())
            .With<Deploy>()
            .With<Gate>()
            .With<BelowAnotherBase>()
            .Run("-t", "Deploy", "-t", "BelowAnotherBase");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["BelowAnotherBase", "Gate", "Deploy"], result.Journal);
    }

    private static TestHost Host() =>
        new TestHost()
            .Configure(host => host.UseContext<OtherContext>())
            .With<Gate>()
            .With<Deploy>()
            .With<Publish>()
            .With<Unrelated>();

    [IsDependeeOf(typeof(Deploy))]
    private sealed class Gate(Journal journal) : FrostingTask<OwnContext>
    {
        public override void Run(OwnContext context) => journal.Write("Gate");
    }

    private sealed class Deploy(Journal journal) : JournalingTask(journal);

    [IsDependentOn(typeof(Deploy))]
    private sealed class Publish(Journal journal) : JournalingTask(journal);

    private sealed class Unrelated(Journal journal) : JournalingTask(journal);

    private abstract class AnotherBase<T>(Journal journal) : FrostingTask<T>
        where T : ICakeContext
    {
        public override void Run(T context) => journal.Write(GetType().Name);
    }

    private sealed class BelowAnotherBase(Journal journal) : AnotherBase<OwnContext>(journal);
}
