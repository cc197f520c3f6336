using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Acceptance.Cli;

public sealed class ToolPackageTests
{
    [Fact]
    public async Task The_packed_tool_installs_from_a_folder_and_runs()
    {
        using var folder = new TemporaryFolder();
        var project = Checkout.At("src", "SupplyChain.Cli");
        await DotnetAsync(
            folder,
            "pack",
            project,
            "--configuration",
            "Release",
            "--output",
            folder.At("packages"),
            "-p:Version=0.0.1-test"
        );
        await DotnetAsync(
            folder,
            [
                "tool",
                "install",
                "SupplyChain.Cli",
                "--version",
                "0.0.1-test",
                "--tool-path",
                folder.At("tools"),
                "--source",
                folder.At("packages"),
            ]
        );
        var result = await CliWrap.Buffered.BufferedCommandExtensions.ExecuteBufferedAsync(
            CliWrap.Cli.Wrap(folder.At("tools", "supplychain")).WithArguments(["--version"]),
            TestContext.Current.CancellationToken
        );
        Assert.Equal("0.0.1-test", result.StandardOutput.Trim());
    }

    private static async Task DotnetAsync(TemporaryFolder folder, params string[] arguments)
    {
        var environment = new Dictionary<string, string?> { ["NUGET_PACKAGES"] = folder.At("cache") };
        var install = arguments[0] == "tool";
        var result = await PeerProcess.RunAsync("dotnet", arguments, install ? environment : null);
        Assert.True(result.ExitCode == 0, result.StandardOutput + result.StandardError);
    }
}
