using Cake.Core;
using Cake.Frosting;
using Xunit;

namespace Cake.Tests.Host;

public sealed class CriteriaTests
{
    [Fact]
    public void A_dependency_that_should_not_run_is_skipped_and_the_build_goes_on()
    {
        var result = new TestHost().With<Skipped>().With<AfterSkipped>().Run("--target", "AfterSkipped");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["AfterSkipped"], result.Journal);
    }

    [Fact]
    public void A_target_that_should_not_run_fails_the_build_and_says_why()
    {
        var result = new TestHost().With<Skipped>().Run("--target", "Skipped");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(
            "Could not reach target 'Skipped' since it was skipped due to a criteria: not on a Friday",
            result.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_target_without_a_message_fails_the_build_all_the_same()
    {
        var result = new TestHost().With<SkippedAsynchronous>().Run("--target", "SkippedAsynchronous");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(
            "Could not reach target 'SkippedAsynchronous' since it was skipped due to a criteria",
            result.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_report_says_why_a_dependency_was_skipped()
    {
        var result = new TestHost().With<Skipped>().With<AfterSkipped>().Run("--target", "AfterSkipped");

        Assert.Contains("not on a Friday", result.Output, StringComparison.Ordinal);
    }

    private sealed class Skipped(Journal journal) : JournalingTask(journal), IFrostingTask
    {
        public string SkippedMessage => "not on a Friday";

        public override bool ShouldRun(ICakeContext context) => false;
    }

    [IsDependentOn(typeof(Skipped))]
    private sealed class AfterSkipped(Journal journal) : JournalingTask(journal);

    private sealed class SkippedAsynchronous : AsyncFrostingTask
    {
        public override bool ShouldRun(ICakeContext context) => false;
    }
}
