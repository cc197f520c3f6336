using Xunit;

namespace Cake.Tests.Host.OwnBehaviour;

public sealed class ExitCodeTests
{
    [Theory]
    [InlineData("--target=Fail")]
    [InlineData("--target=Fail-Async")]
    [InlineData("--fail-setup")]
    [InlineData("--fail-teardown")]
    public async Task A_failure_with_a_code_ends_the_process_with_that_code(string cause)
    {
        Assert.Equal(7, (await BuildProgram.RunAsync(cause)).ExitCode);
        Assert.Equal(3, (await BuildProgram.RunAsync(cause, "--code=3")).ExitCode);
    }

    [Fact]
    public async Task A_failure_with_the_code_of_success_ends_the_process_with_1() =>
        Assert.Equal(1, (await BuildProgram.RunAsync("--target=Fail", "--code=0")).ExitCode);

    [Fact]
    public async Task The_message_is_that_of_the_failure()
    {
        var result = await BuildProgram.RunAsync("--target=Fail");

        Assert.Contains("Error: the task fails", result.StandardError, StringComparison.Ordinal);
    }
}
