using Cake.Core;
using Cake.Frosting;
using Xunit;

namespace Cake.Tests.Host;

public sealed class LifetimeTests
{
    [Fact]
    public void Setup_comes_before_all_tasks_and_teardown_after_them()
    {
        var result = Host().Configure(host => host.UseLifetime<Lifetime>()).Run("--target", "Second");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["setup for Second: First, Second", "First", "Second", "teardown, successful: True"], result.Journal);
    }

    [Fact]
    public void Setup_runs_once_for_several_targets_and_names_the_first()
    {
        var result = Host().Configure(host => host.UseLifetime<Lifetime>()).Run("-t", "Second", "-t", "First");

        Assert.Equal(
            "setup for Second: First, Second",
            Assert.Single(result.Journal, entry => entry.StartsWith("setup", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void Setup_sees_the_whole_plan_even_of_an_exclusive_run()
    {
        var result = Host().Configure(host => host.UseLifetime<Lifetime>()).Run("--target", "Second", "--exclusive");

        Assert.Equal(["setup for Second: First, Second", "Second", "teardown, successful: True"], result.Journal);
    }

    [Fact]
    public void Setup_and_teardown_may_be_separate()
    {
        var result = Host().Configure(host => host.UseSetup<SetupAlone>().UseTeardown<TeardownAlone>()).Run("--target", "First");

        Assert.Equal(["setup alone", "First", "teardown alone"], result.Journal);
    }

    [Fact]
    public void Teardown_runs_after_a_failure_and_knows_it()
    {
        var result = Host().With<Fails>().Configure(host => host.UseLifetime<Lifetime>()).Run("--target", "Fails");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("teardown, successful: False, it broke", result.Journal[^1]);
    }

    [Fact]
    public void A_failed_setup_runs_no_task_but_the_teardown()
    {
        var result = Host()
            .Configure(host => host.UseSetup<FailingSetup>().UseTeardown<TeardownAlone>())
            .Run("--target", "First");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(["teardown alone"], result.Journal);
        Assert.Contains("Error: no setup today", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_teardown_fails_the_build()
    {
        var result = Host().Configure(host => host.UseTeardown<FailingTeardown>()).Run("--target", "First");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("no teardown today", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_registration_counts()
    {
        var result = Host()
            .Configure(host =>
                host.UseLifetime<Lifetime>().UseSetup<SetupAlone>().UseTeardown<FailingTeardown>().UseTeardown<TeardownAlone>()
            )
            .Run("--target", "First");

        Assert.Equal(["setup alone", "First", "teardown alone"], result.Journal);
    }

    [Fact]
    public void Each_task_is_wrapped_by_the_task_lifetime_even_a_skipped_one()
    {
        var result = Host()
            .With<Skipped>()
            .With<Last>()
            .Configure(host => host.UseTaskLifetime<TaskLifetime>())
            .Run("--target", "Last");

        Assert.Equal(
            ["before Skipped", "after Skipped, skipped: True", "before Last", "Last", "after Last, skipped: False"],
            result.Journal
        );
    }

    [Fact]
    public void Task_setup_and_teardown_may_be_separate()
    {
        var result = Host()
            .Configure(host => host.UseTaskSetup<TaskSetup>().UseTaskTeardown<TaskTeardown>())
            .Run("--target", "First");

        Assert.Equal(["task setup", "First", "task teardown"], result.Journal);
    }

    [Fact]
    public void A_failed_task_is_torn_down_with_its_exception()
    {
        var result = Host().With<Fails>().Configure(host => host.UseTaskTeardown<TaskTeardown>()).Run("--target", "Fails");

        Assert.Equal(["task teardown after it broke"], result.Journal);
    }

    private static TestHost Host() => new TestHost().With<First>().With<Second>();

    private sealed class First(Journal journal) : JournalingTask(journal);

    [IsDependentOn(typeof(First))]
    private sealed class Second(Journal journal) : JournalingTask(journal);

    private sealed class Fails : FrostingTask
    {
        public override void Run(ICakeContext context) => throw new InvalidOperationException("it broke");
    }

    private sealed class Skipped : FrostingTask
    {
        public override bool ShouldRun(ICakeContext context) => false;
    }

    [IsDependentOn(typeof(Skipped))]
    private sealed class Last(Journal journal) : JournalingTask(journal);

    private sealed class Lifetime(Journal journal) : FrostingLifetime
    {
        public override void Setup(ICakeContext context, ISetupContext info) =>
            journal.Write(
                $"setup for {info.TargetTask.Name}: {string.Join(", ", info.TasksToExecute.Select(task => task.Name))}"
            );

        public override void Teardown(ICakeContext context, ITeardownContext info) =>
            journal.Write(
                $"teardown, successful: {info.Successful}{(info.ThrownException is { } thrown ? $", {thrown.Message}" : "")}"
            );
    }

    private sealed class SetupAlone(Journal journal) : FrostingSetup
    {
        public override void Setup(ICakeContext context, ISetupContext info) => journal.Write("setup alone");
    }

    private sealed class TeardownAlone(Journal journal) : FrostingTeardown
    {
        public override void Teardown(ICakeContext context, ITeardownContext info) => journal.Write("teardown alone");
    }

    private sealed class FailingSetup : FrostingSetup
    {
        public override void Setup(ICakeContext context, ISetupContext info) =>
            throw new InvalidOperationException("no setup today");
    }

    private sealed class FailingTeardown : FrostingTeardown
    {
        public override void Teardown(ICakeContext context, ITeardownContext info) =>
            throw new InvalidOperationException("no teardown today");
    }

    private sealed class TaskLifetime(Journal journal) : FrostingTaskLifetime
    {
        public override void Setup(ICakeContext context, ITaskSetupContext info) => journal.Write($"before {info.Task.Name}");

        public override void Teardown(ICakeContext context, ITaskTeardownContext info)
        {
            Assert.True(info.Duration >= TimeSpan.Zero);
            journal.Write($"after {info.Task.Name}, skipped: {info.Skipped}");
        }
    }

    private sealed class TaskSetup(Journal journal) : FrostingTaskSetup
    {
        public override void Setup(ICakeContext context, ITaskSetupContext info) => journal.Write("task setup");
    }

    private sealed class TaskTeardown(Journal journal) : FrostingTaskTeardown
    {
        public override void Teardown(ICakeContext context, ITaskTeardownContext info) =>
            journal.Write(info.ThrownException is { } thrown ? $"task teardown after {thrown.Message}" : "task teardown");
    }
}
