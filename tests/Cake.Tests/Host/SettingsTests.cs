using SupplyChain.Testing;
using Xunit;

namespace Cake.Tests.Host;

public sealed class SettingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_build_sets_a_setting() => Assert.Equal("from-build", await ToolsAsync());

    [Fact]
    public async Task The_environment_takes_precedence_over_the_build() =>
        Assert.Equal("from-environment", await ToolsAsync(environment: "from-environment"));

    [Fact]
    public async Task The_configuration_file_takes_precedence_over_the_environment() =>
        Assert.Equal("from-file", await ToolsAsync(file: "from-file", environment: "from-environment"));

    [Fact]
    public async Task The_command_line_takes_precedence_over_all() =>
        Assert.Equal("from-option", await ToolsAsync("from-option", "from-file", "from-environment"));

    [Fact]
    public async Task The_configuration_file_is_read_from_the_working_directory()
    {
        _folder.Write("sub/cake.config", "[Paths]\nTools=from-sub");

        var result = await BuildProgram.RunInAsync(_folder.Path, ["--target=Show-Arguments", "--working=sub"]);

        Assert.Contains("tools = from-sub", result.StandardOutput, StringComparison.Ordinal);
    }

    private async Task<string> ToolsAsync(string? option = null, string? file = null, string? environment = null)
    {
        if (file is not null)
        {
            _folder.Write("cake.config", $"[Paths]\nTools={file}");
        }

        IEnumerable<string> args = option is null
            ? ["--target=Show-Arguments"]
            : ["--target=Show-Arguments", $"--paths_tools={option}"];
        IEnumerable<(string, string)> variables = environment is null ? [] : [("CAKE_PATHS_TOOLS", environment)];
        var result = await BuildProgram.RunInAsync(_folder.Path, args, variables);

        const string label = "tools = ";
        return result
            .StandardOutput.Split('\n')
            .Single(line => line.StartsWith(label, StringComparison.Ordinal))[label.Length..]
            .Trim();
    }
}
