using Xunit;

namespace SupplyChain.Acceptance.Cli;

public sealed class UsageTests : IDisposable
{
    private readonly Workspace workspace = new();

    [Theory]
    [InlineData("lint --frmat json x.yaml", "'supplychain lint' has no option '--frmat'; did you mean '--format'?")]
    [InlineData("scna x", "'supplychain' has no command 'scna'; did you mean 'scan'?")]
    [InlineData("keys generat", "'supplychain keys' has no command 'generat'; did you mean 'generate'?")]
    [InlineData("verify a/b --key k --certificate x", "'supplychain verify' has no option '--certificate'")]
    [InlineData("sign a/b", "There is no key to sign with; give --key")]
    [InlineData("scan", "Required argument")]
    [InlineData("lint", "'lint' needs the path")]
    [InlineData("", "'supplychain' needs a command")]
    [InlineData("keys", "'supplychain keys' needs a command")]
    [InlineData("lint --format yaml x.yaml", "--format is 'yaml' and takes text, json, sarif, junit, markdown")]
    [InlineData("lint --fail-on severe x.yaml", "--fail-on is 'severe' and takes critical, high")]
    [InlineData(
        "lint --rules no-such-rule x.yaml",
        "No rule is named 'no-such-rule'; 'supplychain lint --list-rules' lists them"
    )]
    [InlineData("lint --explain pss-privilged", "No rule is named 'pss-privilged'; did you mean 'pss-privileged'?")]
    [InlineData("lint --kubernetes-version latest x.yaml", "'latest' is not a Kubernetes version")]
    [InlineData("attest a/b --key k --type spdx", "either --type and --predicate, or --statement")]
    [InlineData("pin x.yaml --write --diff", "--write")]
    public async Task A_wrong_command_line_is_one_sentence_with_the_remedy(string words, string sentence)
    {
        var result = await workspace.RunAsync(words);
        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.StartsWith("error: ", result.Error, StringComparison.Ordinal);
        Assert.Contains(sentence, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData("--help", "Commands:")]
    [InlineData("lint --help", "supplychain lint [<path>...] [options]")]
    [InlineData("keys generate -h", "supplychain keys generate [options]")]
    public async Task Help_goes_to_standard_output_and_passes(string words, string part)
    {
        var result = await workspace.RunAsync(words);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains(part, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_is_a_line()
    {
        var result = await workspace.RunAsync("--version");
        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+\S*\n$", result.Output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Control_characters_of_an_argument_do_not_reach_the_terminal()
    {
        var result = await workspace.RunAsync(["lint", "\u001b[31m.yaml"]);
        Assert.Equal(2, result.ExitCode);
        Assert.DoesNotContain('\u001b', result.Error);
    }

    public void Dispose() => workspace.Dispose();
}
