using System.ComponentModel;
using System.Diagnostics;
using CliWrap;

namespace SupplyChain.Tools;

/// <summary>Runs external programs within bounds of time and output, and ends them with all their children.</summary>
/// <param name="time">Clock for timeouts.</param>
public sealed class ToolRunner(TimeProvider time)
{
    private const long MostOutput = 256L * 1024 * 1024;
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(5);

    /// <summary>Runs a program to its end. The exit code is part of the result, whatever it is.</summary>
    /// <param name="tool">The program.</param>
    /// <param name="call">What to run.</param>
    /// <param name="cancellationToken">Ends the program and its children.</param>
    /// <exception cref="UndeterminedException">It cannot be started, does not end in time, prints without end, or leaves a program behind that it must not.</exception>
    public async Task<ToolResult> RunAsync(ExternalTool tool, ToolCall call, CancellationToken cancellationToken)
    {
        if (!call.LeavesNothing)
        {
            return await RunBoundedAsync(tool, call, cancellationToken);
        }

        var mark = new RunMark();
        ToolResult result;
        try
        {
            result = await RunBoundedAsync(tool, mark.AddTo(call), cancellationToken);
        }
        catch
        {
            _ = mark.EndSurvivors();
            throw;
        }

        return mark.EndSurvivors()
            ? throw new UndeterminedException(
                "tool.leftover",
                $"{tool.Name} ended and left a program running, which was stopped; check what program '{tool.Path}' is."
            )
            : result;
    }

    private async Task<ToolResult> RunBoundedAsync(ExternalTool tool, ToolCall call, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(call.Timeout, time);
        using var flood = new CancellationTokenSource();
        using var leftover = new CancellationTokenSource();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken,
            timeout.Token,
            flood.Token,
            leftover.Token
        );
        var output = new KeptOutput(call.KeptOutput, MostOutput, flood);
        var error = new KeptOutput(call.KeptOutput, MostOutput, flood);
        try
        {
            var running = Cli.Wrap(tool.Path)
                .WithArguments(call.Arguments)
                .WithWorkingDirectory(call.WorkingDirectory)
                .WithEnvironmentVariables(ToolEnvironment.ChangesFor(call.Environment))
                .WithStandardInputPipe(PipeSource.FromBytes(call.Input))
                .WithStandardOutputPipe(PipeTarget.Create(output.ReadAsync))
                .WithStandardErrorPipe(PipeTarget.Create(error.ReadAsync))
                .WithValidation(CommandResultValidation.None)
                .ExecuteAsync(ended.Token);
            var result = await EndAsync(running, leftover);
            return new ToolResult(result.ExitCode, output.Text, error.Text);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            var (code, sentence) =
                timeout.IsCancellationRequested
                    ? (
                        "tool.timeout",
                        $"{tool.Name} did not end within {call.Timeout.TotalSeconds} seconds and was stopped; run it again, or give it more time."
                    )
                : leftover.IsCancellationRequested
                    ? (
                        "tool.leftover",
                        $"{tool.Name} ended and left a program running that keeps its output open; check what program '{tool.Path}' is."
                    )
                : ("tool.output", $"{tool.Name} printed more than 256 MiB and was stopped; check what program '{tool.Path}' is.");
            throw new UndeterminedException(code, sentence, exception);
        }
        catch (Win32Exception exception)
        {
            throw new UndeterminedException(
                "tool.start",
                $"{tool.Name} could not be started from '{tool.Path}'; install it again for this system.",
                exception
            );
        }
    }

    // Output is read until nobody holds it open any more; that may be somebody whom the program has left behind.
    private async Task<CommandResult> EndAsync(CommandTask<CommandResult> running, CancellationTokenSource leftover)
    {
        try
        {
            using var process = Process.GetProcessById(running.ProcessId);
            await process.WaitForExitAsync(CancellationToken.None);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // It has ended already.
        }

        try
        {
            return await running.Task.WaitAsync(LongestGoodbye, time);
        }
        catch (TimeoutException)
        {
            await leftover.CancelAsync();
            return await running;
        }
    }
}
