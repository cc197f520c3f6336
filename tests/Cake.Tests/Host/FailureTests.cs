using Cake.Core;
using Cake.Frosting;
using Xunit;

namespace Cake.Tests.Host;

public sealed class FailureTests
{
    [Fact]
    public void A_task_that_throws_ends_the_build_before_the_tasks_after_it()
    {
        var result = new TestHost().With<Fails>().With<AfterFails>().Run("--target", "AfterFails");

        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.Journal);
        Assert.Contains("An error occurred when executing task 'Fails'.", result.Error, StringComparison.Ordinal);
        Assert.Contains("Error: it broke", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Continue_on_error_lets_the_build_go_on_and_succeed()
    {
        var result = new TestHost().With<FailsAndContinues>().With<AfterContinued>().Run("--target", "AfterContinued");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["AfterContinued"], result.Journal);
    }

    [Fact]
    public void An_error_handler_swallows_the_failure()
    {
        var result = new TestHost().With<Handles>().With<AfterHandled>().Run("--target", "AfterHandled");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["handled it broke", "AfterHandled"], result.Journal);
        Assert.Matches(@"Handles\s+\S+\s+Failed", result.Output);
    }

    [Fact]
    public void An_error_handler_that_throws_fails_the_build()
    {
        var result = new TestHost().With<Rethrows>().Run("--target", "Rethrows");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("it broke, and nothing helps", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Finally_is_called_after_success() =>
        Assert.Equal(["Tidies", "finally"], new TestHost().With<Tidies>().Run("--target", "Tidies").Journal);

    [Fact]
    public void Finally_is_called_after_failure_and_after_the_error_handler()
    {
        var result = new TestHost().With<HandlesAndTidies>().Run("--target", "HandlesAndTidies");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["handled", "finally"], result.Journal);
    }

    [Fact]
    public void Finally_is_called_after_a_failure_nobody_handles()
    {
        var result = new TestHost().With<FailsAndTidies>().Run("--target", "FailsAndTidies");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(["finally"], result.Journal);
    }

    [Fact]
    public void An_asynchronous_failure_is_a_failure()
    {
        var result = new TestHost().With<FailsLater>().Run("--target", "FailsLater");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("it broke later", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_whole_exception_is_shown_at_the_diagnostic_verbosity()
    {
        var result = new TestHost().With<Fails>().Run("--target", "Fails", "--verbosity", "diagnostic");

        Assert.Contains("System.InvalidOperationException: it broke", result.Error, StringComparison.Ordinal);
    }

    private class Fails : FrostingTask
    {
        public override void Run(ICakeContext context) => throw new InvalidOperationException("it broke");
    }

    [IsDependentOn(typeof(Fails))]
    private sealed class AfterFails(Journal journal) : JournalingTask(journal);

    [ContinueOnError]
    private sealed class FailsAndContinues : Fails;

    [IsDependentOn(typeof(FailsAndContinues))]
    private sealed class AfterContinued(Journal journal) : JournalingTask(journal);

    private sealed class Handles(Journal journal) : Fails
    {
        public override void OnError(Exception exception, ICakeContext context) => journal.Write($"handled {exception.Message}");
    }

    [IsDependentOn(typeof(Handles))]
    private sealed class AfterHandled(Journal journal) : JournalingTask(journal);

    private sealed class Rethrows : Fails
    {
        public override void OnError(Exception exception, ICakeContext context) =>
            throw new InvalidOperationException($"{exception.Message}, and nothing helps");
    }

    private sealed class Tidies(Journal journal) : JournalingTask(journal)
    {
        private readonly Journal _journal = journal;

        public override void Finally(ICakeContext context) => _journal.Write("finally");
    }

    private sealed class FailsAndTidies(Journal journal) : Fails
    {
        public override void Finally(ICakeContext context) => journal.Write("finally");
    }

    private sealed class HandlesAndTidies(Journal journal) : Fails
    {
        public override void OnError(Exception exception, ICakeContext context) => journal.Write("handled");

        public override void Finally(ICakeContext context) => journal.Write("finally");
    }

    private sealed class FailsLater : AsyncFrostingTask
    {
        public override async Task RunAsync(ICakeContext context)
        {
            await Task.Yield();
            throw new InvalidOperationException("it broke later");
        }
    }
}
