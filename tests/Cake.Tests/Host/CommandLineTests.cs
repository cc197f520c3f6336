using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Xunit;

namespace Cake.Tests.Host;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--tree")]
    [InlineData("--showtree")]
    public void The_tree_shows_dependencies_below_the_task_and_runs_nothing(string option)
    {
        var result = Host().Run(option);

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Journal);
        Assert.Matches(@"Ship\r?\n\s*└─Bake", result.Output);
    }

    [Theory]
    [InlineData("--description")]
    [InlineData("--descriptions")]
    [InlineData("--showdescription")]
    [InlineData("--showdescriptions")]
    public void The_description_lists_every_task_with_what_it_does_and_runs_nothing(string option)
    {
        var result = Host().Run(option);

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Journal);
        Assert.Matches(@"Bake\s+Bakes the cake\.", result.Output);
        Assert.Contains("Ship", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--dryrun")]
    [InlineData("--noop")]
    [InlineData("--whatif")]
    public void A_dry_run_names_the_tasks_in_order_and_runs_none(string option)
    {
        var result = Host().Run("--target", "Ship", option);

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Journal);
        Assert.Contains("Performing dry run...", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"1\. Bake\s+2\. Ship", result.Output);
        Assert.Contains("This was a dry run.", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dry_run_of_an_unknown_target_fails()
    {
        var result = Host().Run("--target", "Nope", "--dryrun");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("The target 'Nope' was not found.", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--exclusive")]
    [InlineData("-e")]
    public void Exclusive_leaves_out_dependencies(string option) =>
        Assert.Equal(["Ship"], Host().Run("--target", "Ship", option).Journal);

    [Theory]
    [InlineData("quiet", Verbosity.Quiet)]
    [InlineData("m", Verbosity.Minimal)]
    [InlineData("Diagnostic", Verbosity.Diagnostic)]
    public void The_verbosity_reaches_the_log(string name, Verbosity expected) =>
        Assert.Equal(
            [expected.ToString()],
            new TestHost().With<TellsVerbosity>().Run("-t", "TellsVerbosity", "-v", name).Journal
        );

    [Fact]
    public void The_verbosity_is_normal_unless_told()
    {
        Assert.Equal(["Normal"], new TestHost().With<TellsVerbosity>().Run("-t", "TellsVerbosity").Journal);
    }

    [Fact]
    public void The_verbosity_may_be_a_setting_that_the_option_overrides()
    {
        Assert.Equal(["Quiet"], Configured().Run("-t", "TellsVerbosity").Journal);
        Assert.Equal(["Verbose"], Configured().Run("-t", "TellsVerbosity", "-v", "verbose").Journal);

        static TestHost Configured() =>
            new TestHost().With<TellsVerbosity>().Configure(host => host.UseCakeSetting("Settings_Verbosity", "Quiet"));
    }

    [Fact]
    public void A_quiet_build_says_nothing_of_its_tasks() =>
        Assert.DoesNotContain("baking", Host().Run("--target", "Bake", "--verbosity", "quiet").Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("--version")]
    [InlineData("--ver")]
    public void The_version_is_told_without_a_run(string option)
    {
        var result = Host().Run("--target", "Ship", option);

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Journal);
        Assert.Single(result.Output.Trim().Split('\n'));
    }

    [Fact]
    public void The_version_is_told_wherever_the_build_works() =>
        Assert.Equal(0, Host().Run("--version", "--working", "/no/such/directory").ExitCode);

    [Fact]
    public void The_information_is_told_without_a_run()
    {
        var result = Host().Run("--target", "Ship", "--info");

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Journal);
        Assert.Matches(@"Version: \S+", result.Output);
        Assert.Matches(@"Details: \S+", result.Output);
    }

    [Fact]
    public void The_report_can_be_left_out()
    {
        Assert.Contains("Duration", Host().Run("--target", "Ship").Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Duration", Host().Run("--target", "Ship", "--no-report").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--verbosity=shouting")]
    [InlineData("--target")]
    [InlineData("--x")]
    [InlineData("stray")]
    public void A_command_line_that_cannot_be_read_runs_nothing(string wrong)
    {
        var result = Host().Run(wrong);

        Assert.Equal(-1, result.ExitCode);
        Assert.Empty(result.Journal);
    }

    [Theory]
    [InlineData("--working")]
    [InlineData("-w")]
    public void A_working_directory_that_does_not_exist_is_refused(string option)
    {
        var result = Host().Run("--target", "Ship", option, "/no/such/directory");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("The working directory '/no/such/directory' does not exist.", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Journal);
    }

    [Fact]
    public void A_configured_working_directory_that_does_not_exist_is_refused()
    {
        var result = Host().Configure(host => host.UseWorkingDirectory("/no/such/directory")).Run("--target", "Ship");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("The working directory '/no/such/directory' does not exist.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_working_directory_of_the_command_line_takes_precedence()
    {
        var result = Host()
            .Configure(host => host.UseWorkingDirectory("/no/such/directory"))
            .Run("--target", "Ship", "--working", Directory.GetCurrentDirectory());

        Assert.Equal(0, result.ExitCode);
    }

    private static TestHost Host() => new TestHost().With<Ship>().With<Bake>();

    [TaskDescription("Bakes the cake.")]
    private sealed class Bake(Journal journal) : JournalingTask(journal)
    {
        public override void Run(ICakeContext context)
        {
            context.Log.Information("baking");
            base.Run(context);
        }
    }

    [IsDependentOn(typeof(Bake))]
    private sealed class Ship(Journal journal) : JournalingTask(journal);

    private sealed class TellsVerbosity(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Write(context.Log.Verbosity.ToString());
    }
}
