using CliWrap;
using CliWrap.Buffered;

namespace SupplyChain.Testing;

/// <summary>Runs a real program to its end and keeps what it said.</summary>
public static class PeerProcess
{
    /// <summary>Runs the program, failing the test where it is missing as <see cref="Peers.Require"/> says. Ends after two minutes.</summary>
    /// <param name="program">Name of the program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables to add to the environment.</param>
    /// <param name="workingDirectory">Where it runs; the current directory unless given.</param>
    public static async Task<BufferedCommandResult> RunAsync(
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string?>? environment = null,
        string? workingDirectory = null
    )
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        return await Cli.Wrap(Peers.Require(program))
            .WithArguments(arguments)
            .WithEnvironmentVariables(environment ?? new Dictionary<string, string?>())
            .WithWorkingDirectory(workingDirectory ?? Directory.GetCurrentDirectory())
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(timeout.Token);
    }
}
