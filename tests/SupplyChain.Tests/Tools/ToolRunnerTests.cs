using Microsoft.Extensions.Time.Testing;
using SupplyChain.Testing;
using SupplyChain.Tools;
using Xunit;

namespace SupplyChain.Tests.Tools;

public sealed class ToolRunnerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider time = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Exit_code_and_outputs_are_returned_whatever_they_are()
    {
        var result = await Run("echo out; echo err >&2; exit 42");
        Assert.Equal((42, "out\n", "err\n"), (result.ExitCode, result.Output, result.Error));
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("'quoted' \"twice\"")]
    [InlineData("$HOME; `id`")]
    [InlineData("")]
    [InlineData("--option=*")]
    public async Task An_argument_arrives_as_it_is(string argument) =>
        Assert.Equal($"<{argument}>", (await Run("printf '<%s>' \"$1\"", argument)).Output);

    [Fact]
    public async Task Variables_are_inherited_only_where_programs_need_them()
    {
        const string secret = "SUPPLYCHAIN_TEST_TOKEN";
        Environment.SetEnvironmentVariable(secret, "hidden");
        try
        {
            var lines = (await Run("env")).Output.Split('\n');
            Assert.DoesNotContain(lines, line => line.Contains(secret, StringComparison.Ordinal));
            Assert.Contains("ADDED=value", lines);
            Assert.Contains($"PATH={Environment.GetEnvironmentVariable("PATH")}", lines);
        }
        finally
        {
            Environment.SetEnvironmentVariable(secret, null);
        }
    }

    [Fact]
    public async Task Only_the_first_part_of_a_long_output_is_kept()
    {
        var result = await Run("head -c 100000 /dev/zero | tr '\\0' x");
        Assert.Equal(new string('x', 1000), result.Output);
    }

    [Fact]
    public async Task A_flood_of_output_is_stopped() =>
        Assert.Equal("tool.output", (await Assert.ThrowsAsync<UndeterminedException>(() => Run("exec yes"))).Code);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_hanging_program_ends_with_its_children(bool byTimeout)
    {
        var pipe = folder.At("pipe");
        Assert.Equal(0, (await PeerProcess.RunAsync("mkfifo", [pipe])).ExitCode);
        using var cancellation = new CancellationTokenSource();
        var running = RunUntil($"exec 3> '{pipe}'; tail -f /dev/null & echo started >&3; wait", [], cancellation.Token);

        // The end of the pipe is seen only when the last program that holds it has ended.
        using var reader = await Task.Run(() => new StreamReader(pipe), TestContext.Current.CancellationToken);
        Assert.Equal("started", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        if (byTimeout)
        {
            time.Advance(TimeSpan.FromMinutes(31));
            Assert.Equal("tool.timeout", (await Assert.ThrowsAsync<UndeterminedException>(() => running)).Code);
        }
        else
        {
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        }

        Assert.Null(await reader.ReadLineAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_is_no_program_is_undetermined()
    {
        var path = Script.Write(folder, "broken", "");
        await File.WriteAllTextAsync(path, "\u007fELF and nothing else", TestContext.Current.CancellationToken);
        var error = await Assert.ThrowsAsync<UndeterminedException>(() =>
            new ToolRunner(time).RunAsync(ExternalTool.At("broken", path), Call(), TestContext.Current.CancellationToken)
        );
        Assert.Equal("tool.start", error.Code);
    }

    private Task<ToolResult> Run(string lines, params string[] arguments) =>
        RunUntil(lines, arguments, TestContext.Current.CancellationToken);

    private Task<ToolResult> RunUntil(string lines, string[] arguments, CancellationToken end) =>
        new ToolRunner(time).RunAsync(
            ExternalTool.At("script", Script.Write(folder, "script", lines)),
            Call() with
            {
                Arguments = arguments,
            },
            end
        );

    private ToolCall Call() =>
        new()
        {
            Arguments = [],
            WorkingDirectory = folder.Path,
            Environment = new Dictionary<string, string> { ["ADDED"] = "value" },
            KeptOutput = 1000,
        };
}
