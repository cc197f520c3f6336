using Cake.Frosting;
using Xunit;

namespace Cake.Tests.Host;

public sealed class TaskOrderTests
{
    [Fact]
    public void A_dependency_runs_before_the_task_that_names_it()
    {
        var result = new TestHost().With<Build>().With<Clean>().Run("--target", "Build");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["Clean", "Build"], result.Journal);
    }

    [Fact]
    public void A_task_nobody_depends_on_does_not_run()
    {
        var result = new TestHost().With<Build>().With<Clean>().With<Unrelated>().Run("--target", "Build");

        Assert.DoesNotContain("Unrelated", result.Journal);
    }

    [Fact]
    public void A_dependee_declares_the_dependency_from_its_own_end()
    {
        var result = new TestHost().With<Clean>().With<BeforeClean>().Run("--target", "Clean");

        Assert.Equal(["BeforeClean", "Clean"], result.Journal);
    }

    [Fact]
    public void A_task_may_have_several_dependencies_and_dependees()
    {
        var result = new TestHost().With<Build>().With<Clean>().With<Package>().With<Restore>().Run("--target", "Package");

        Assert.Equal(4, result.Journal.Count);
        Assert.Equal("Package", result.Journal[^1]);
        Assert.True(result.Journal.ToList().IndexOf("Restore") < result.Journal.ToList().IndexOf("Build"));
    }

    [Fact]
    public void Default_is_the_target_unless_one_is_named() =>
        Assert.Equal(["Default"], new TestHost().With<Default>().With<Clean>().Run().Journal);

    [Theory]
    [InlineData("--target", "Clean")]
    [InlineData("-t", "Clean")]
    [InlineData("--Target", "Clean")]
    [InlineData("--target=Clean")]
    [InlineData("--target", "cLEAN")]
    public void A_target_is_named_by_any_form_of_the_option_and_in_any_case(params string[] args)
    {
        var result = new TestHost().With<Default>().With<Clean>().Run(args);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["Clean"], result.Journal);
    }

    [Fact]
    public void Several_targets_run_a_shared_dependency_once()
    {
        var result = new TestHost().With<Build>().With<Clean>().With<Test>().Run("-t", "Build", "-t", "Test");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["Clean", "Build", "Test"], result.Journal);
    }

    [Fact]
    public void Several_targets_run_in_the_order_of_the_graph_not_of_the_command_line()
    {
        var result = new TestHost().With<Z2>().With<A1>().Run("-t", "Z2", "-t", "A1");

        Assert.Equal(["A1", "Z2"], result.Journal);
    }

    [Fact]
    public void Several_targets_run_in_the_order_of_the_command_line_when_the_unified_graph_is_switched_off()
    {
        var result = new TestHost()
            .Configure(host => host.UseCakeSetting("Settings_UnifiedDependencyGraphForMultipleTargets", "false"))
            .With<Z2>()
            .With<A1>()
            .Run("-t", "Z2", "-t", "A1");

        Assert.Equal(["Z2", "A1"], result.Journal);
    }

    [Fact]
    public void Exclusive_runs_the_targets_alone() =>
        Assert.Equal(["Build"], new TestHost().With<Build>().With<Clean>().Run("--target", "Build", "--exclusive").Journal);

    [Fact]
    public void A_circle_is_refused()
    {
        var result = new TestHost().With<Hen>().With<Egg>().With<Chick>().Run("--target", "Egg");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Graph contains circular references.", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Journal);
    }

    private sealed class Default(Journal journal) : JournalingTask(journal);

    private sealed class Clean(Journal journal) : JournalingTask(journal);

    private sealed class Unrelated(Journal journal) : JournalingTask(journal);

    [IsDependeeOf(typeof(Clean))]
    private sealed class BeforeClean(Journal journal) : JournalingTask(journal);

    [IsDependentOn(typeof(Clean))]
    private sealed class Build(Journal journal) : JournalingTask(journal);

    [IsDependentOn(typeof(Clean))]
    private sealed class Test(Journal journal) : JournalingTask(journal);

    [IsDependentOn(typeof(Clean))]
    [IsDependentOn(typeof(Build))]
    private sealed class Package(Journal journal) : JournalingTask(journal);

    [IsDependeeOf(typeof(Build))]
    [IsDependeeOf(typeof(Package))]
    private sealed class Restore(Journal journal) : JournalingTask(journal);

    private sealed class A1(Journal journal) : JournalingTask(journal);

    private sealed class Z2(Journal journal) : JournalingTask(journal);

    [IsDependentOn(typeof(Hen))]
    private sealed class Egg(Journal journal) : JournalingTask(journal);

    [IsDependentOn(typeof(Egg))]
    private sealed class Chick(Journal journal) : JournalingTask(journal);

    [IsDependentOn(typeof(Chick))]
    private sealed class Hen(Journal journal) : JournalingTask(journal);
}
