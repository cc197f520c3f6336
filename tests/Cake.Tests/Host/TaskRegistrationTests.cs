using Cake.Core;
using Cake.Frosting;
using FrostingBuild.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Cake.Tests.Host;

public sealed class TaskRegistrationTests
{
    [Fact]
    public void A_task_is_called_by_its_attribute_or_else_by_its_class_with_any_suffix()
    {
        var host = new TestHost().With<Named>().With<WithSuffixTask>();

        Assert.Equal(["Named", "WithSuffixTask"], host.Run("-t", "Publish-All", "-t", "WithSuffixTask").Journal);
    }

    [Fact]
    public void A_name_is_not_inherited() =>
        Assert.Equal(0, new TestHost().With<Named.Derived>().Run("--target", "Derived").ExitCode);

    [Fact]
    public void Two_tasks_of_one_name_are_refused_in_any_case()
    {
        var result = new TestHost().With<Named>().With<SameName>().Run("--target", "Publish-All");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(
            "Another task with the name 'publish-all' has already been added.",
            result.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_assembly_brings_all_its_public_tasks_and_no_other()
    {
        var result = new TestHost()
            .Configure(host => host.AddAssembly(typeof(CompileTask).Assembly).UseContext<FrostingBuild.BuildContext>())
            .Run("--description");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Compile", result.Output, StringComparison.Ordinal);
        Assert.Contains("NamedByItsClassTask", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("HiddenTask", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_task_is_one_instance_with_its_dependencies_injected()
    {
        var result = new TestHost().With<Named>().With<Injected>().Run("--target", "Injected");

        Assert.Equal(["2 tasks, myself among them: True"], result.Journal);
    }

    [Fact]
    public void An_unknown_target_is_refused()
    {
        var result = new TestHost().With<Named>().Run("--target", "Nope");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("The target 'Nope' was not found.", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Journal);
    }

    [Fact]
    public void Several_unknown_targets_are_refused_together()
    {
        var result = new TestHost().With<Named>().Run("-t", "Nope", "-t", "Nada");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("'Nope'", result.Error, StringComparison.Ordinal);
        Assert.Contains("'Nada'", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dependency_on_something_that_is_no_task_is_refused()
    {
        var result = new TestHost().With<DependsOnNoTask>().Run("--target", "DependsOnNoTask");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("The dependency 'Uri' is not a valid task.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reverse_dependency_on_something_that_is_no_task_is_refused()
    {
        var result = new TestHost().With<DependeeOfNoTask>().Run("--target", "DependeeOfNoTask");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("The reverse dependency 'Uri' is not a valid task.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dependency_that_was_not_registered_is_refused()
    {
        var result = new TestHost().With<DependsOnNamed>().Run("--target", "DependsOnNamed");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(
            "Task 'DependsOnNamed' is dependent on task 'Publish-All' which does not exist.",
            result.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_task_that_implements_the_interface_alone_is_refused()
    {
        var result = new TestHost().With<InterfaceAlone>().Run("--target", "InterfaceAlone");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(
            "This method expects all IFrostingTask to be instances of FrostingTask or AsyncFrostingTask",
            result.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_asynchronous_task_is_awaited()
    {
        var result = new TestHost().With<Asynchronous>().With<AfterAsynchronous>().Run("--target", "AfterAsynchronous");

        Assert.Equal(["begun", "ended", "AfterAsynchronous"], result.Journal);
    }

    [Fact]
    public void A_task_that_overrides_nothing_only_gathers_its_dependencies()
    {
        var result = new TestHost().With<Umbrella>().With<Named>().Run("--target", "Umbrella");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["Named"], result.Journal);
    }

    [TaskName("Publish-All")]
    private class Named(Journal journal) : JournalingTask(journal)
    {
        internal sealed class Derived(Journal journal) : Named(journal);
    }

    [TaskName("publish-all")]
    private sealed class SameName(Journal journal) : JournalingTask(journal);

    private sealed class WithSuffixTask(Journal journal) : JournalingTask(journal);

    [IsDependentOn(typeof(Uri))]
    private sealed class DependsOnNoTask : FrostingTask;

    [IsDependeeOf(typeof(Uri))]
    private sealed class DependeeOfNoTask : FrostingTask;

    [IsDependentOn(typeof(Named))]
    private sealed class DependsOnNamed : FrostingTask;

    [IsDependentOn(typeof(Named))]
    private sealed class Umbrella : FrostingTask;

    private sealed class Injected(Journal journal, IServiceProvider provider) : FrostingTask
    {
        public override void Run(ICakeContext context)
        {
            var tasks = provider.GetServices<IFrostingTask>().ToList();
            journal.Write($"{tasks.Count} tasks, myself among them: {tasks.Contains(this)}");
        }
    }

    private sealed class InterfaceAlone : IFrostingTask
    {
        public Task RunAsync(ICakeContext context) => Task.CompletedTask;

        public bool ShouldRun(ICakeContext context) => true;

        public void OnError(Exception exception, ICakeContext context) { }

        public void Finally(ICakeContext context) { }
    }

    private sealed class Asynchronous(Journal journal) : AsyncFrostingTask
    {
        public override async Task RunAsync(ICakeContext context)
        {
            journal.Write("begun");
            await Task.Yield();
            journal.Write("ended");
        }
    }

    [IsDependentOn(typeof(Asynchronous))]
    private sealed class AfterAsynchronous(Journal journal) : JournalingTask(journal);
}
