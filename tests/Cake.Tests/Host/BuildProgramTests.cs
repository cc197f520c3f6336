using SupplyChain.Testing;
using Xunit;

namespace Cake.Tests.Host;

public sealed class BuildProgramTests
{
    [Fact]
    public async Task A_build_without_arguments_runs_the_default_target()
    {
        var result = await BuildProgram.RunAsync();

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("compile ran", result.StandardOutput, StringComparison.Ordinal);
        Assert.Contains("teardown ran, successful: True", result.StandardOutput, StringComparison.Ordinal);
        Assert.Empty(result.StandardError);
    }

    [Fact]
    public async Task A_crashing_task_ends_the_process_with_1_and_its_message()
    {
        var result = await BuildProgram.RunAsync("--target", "Crash");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Error: the task crashes", result.StandardError, StringComparison.Ordinal);
        Assert.Contains("teardown ran, successful: False", result.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unreadable_command_line_ends_the_process_with_255()
    {
        var result = await BuildProgram.RunAsync("--x");

        Assert.Equal(255, result.ExitCode);
        Assert.DoesNotContain("compile ran", result.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_target_ends_the_process_with_1() =>
        Assert.Equal(1, (await BuildProgram.RunAsync("--target", "Nope")).ExitCode);

    [Theory]
    [InlineData("--tree")]
    [InlineData("--description")]
    [InlineData("--dryrun")]
    [InlineData("--version")]
    [InlineData("--info")]
    [InlineData("--help")]
    public async Task A_question_is_answered_without_running_a_task(string option)
    {
        var result = await BuildProgram.RunAsync(option);

        Assert.Equal(0, result.ExitCode);
        Assert.NotEmpty(result.StandardOutput.Trim());
        Assert.DoesNotContain("compile ran", result.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_of_no_meaning_to_the_host_are_arguments_of_the_build()
    {
        var result = await BuildProgram.RunAsync(
            "--target=Show-Arguments",
            "--flavour=plum",
            "--flavour=apple",
            "--iced",
            "--version=1.2.3"
        );

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("argument flavour = plum,apple", result.StandardOutput, StringComparison.Ordinal);
        Assert.Matches(@"argument iced = *\r?\n", result.StandardOutput);
        Assert.Contains("argument target = Show-Arguments", result.StandardOutput, StringComparison.Ordinal);
        Assert.Contains("argument version = 1.2.3", result.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_working_directory_is_entered()
    {
        using var folder = new TemporaryFolder();

        var result = await BuildProgram.RunAsync("--target=Show-Arguments", "--working", folder.Path);

        Assert.Contains($"directory = {folder.Path}", result.StandardOutput, StringComparison.Ordinal);
    }
}
