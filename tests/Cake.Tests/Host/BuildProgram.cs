using CliWrap.Buffered;
using SupplyChain.Testing;

namespace Cake.Tests.Host;

/// <summary>The small build of <c>tests/FrostingBuild</c>, started as users start theirs.</summary>
internal static class BuildProgram
{
    public static Task<BufferedCommandResult> RunAsync(params IEnumerable<string> args) =>
        RunInAsync(AppContext.BaseDirectory, args);

    public static Task<BufferedCommandResult> RunInAsync(
        string folder,
        IEnumerable<string> args,
        params IEnumerable<(string Name, string Value)> environment
    ) =>
        PeerProcess.RunAsync(
            "dotnet",
            ["exec", Path.Combine(AppContext.BaseDirectory, "FrostingBuild.dll"), .. args],
            environment.Append(("NO_COLOR", "1")).ToDictionary(variable => variable.Item1, variable => (string?)variable.Item2),
            folder
        );
}
