using Xunit;

namespace SupplyChain.Acceptance.Action;

public sealed class GateActionTests : IDisposable
{
    private const string Privileged = "allowPrivilegeEscalation: true, privileged: true";

    private readonly GateStep step = new();

    [Fact]
    public async Task A_pass_hands_on_the_judged_folder_and_the_reports()
    {
        _ = step.Folder.Write("rendered/api.yaml", GateStep.Good);

        var result = await step.RunAsync();

        Assert.True(result.ExitCode == 0, result.StandardOutput + result.StandardError);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["verdict"] = "pass",
                ["decision-path"] = "out/decision.json",
                ["sarif-path"] = "out/gate.sarif",
                ["gated-path"] = "out/gated",
            },
            step.Output
        );
        Assert.Contains("registry.example/shop/api:1.0@sha256:", File.ReadAllText(step.Folder.At("out", "gated", "api.yaml")));
        Assert.True(File.Exists(step.Folder.At("out", "gate.sarif")));
        Assert.Contains("pass", step.Summary);
    }

    [Fact]
    public async Task A_denial_ends_with_1_and_hands_on_no_folder()
    {
        await PassAsync();
        _ = step.Folder.Write("rendered/api.yaml", Broken);

        var result = await step.RunAsync();

        Assert.True(result.ExitCode == 1, result.StandardOutput + result.StandardError);
        Assert.Equal(("deny", ""), (step.Output["verdict"], step.Output["gated-path"]));
        Assert.Contains("pss-privileged", step.Summary);
    }

    [Fact]
    public async Task An_environment_that_only_warns_still_says_deny()
    {
        _ = step.Folder.Write("rendered/api.yaml", Broken);
        step.Input["ENVIRONMENT"] = "dev";

        var result = await step.RunAsync();

        Assert.True(result.ExitCode == 0, result.StandardOutput + result.StandardError);
        Assert.Equal(("deny", "out/gated"), (step.Output["verdict"], step.Output["gated-path"]));
    }

    [Theory]
    [InlineData("POLICY", "none.yaml")]
    [InlineData("MANIFESTS", "none")]
    [InlineData("MANIFESTS", "")]
    [InlineData("MANIFESTS", "--quiet")]
    [InlineData("ENVIRONMENT", "prd")]
    public async Task An_error_is_no_verdict_whatever_an_earlier_step_left(string input, string value)
    {
        await PassAsync();
        step.Input[input] = value;

        var result = await step.RunAsync();

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(("error", ""), (step.Output["verdict"], step.Output["gated-path"]));
        Assert.Empty(step.Summary);
    }

    [Fact]
    public async Task Names_are_never_commands()
    {
        const string name = "a b $(touch hacked) `touch hacked`;touch hacked.yaml";
        _ = step.Folder.Write($"rendered/{name}", GateStep.Good);
        step.Input["SHOW_SUMMARY"] = "false";

        var result = await step.RunAsync();

        Assert.True(result.ExitCode == 0, result.StandardOutput + result.StandardError);
        Assert.True(File.Exists(step.Folder.At("out", "gated", name)));
        Assert.Empty(step.Summary);
        NothingIsHacked();
    }

    [Theory]
    [InlineData("MANIFESTS", "$(touch${IFS}hacked) `touch${IFS}hacked` ;touch${IFS}hacked")]
    [InlineData("POLICY", "$(touch hacked)")]
    [InlineData("ENVIRONMENT", "prod\"; touch hacked; \"")]
    [InlineData("OUTPUT", "$(touch hacked)")]
    [InlineData("KEY", "`touch hacked`")]
    public async Task Inputs_are_never_commands(string input, string value)
    {
        _ = step.Folder.Write("rendered/api.yaml", GateStep.Good);
        step.Input[input] = value;

        _ = await step.RunAsync();

        NothingIsHacked();
    }

    public void Dispose() => step.Dispose();

    private static string Broken => GateStep.Good.Replace("allowPrivilegeEscalation: false", Privileged);

    private async Task PassAsync()
    {
        _ = step.Folder.Write("rendered/api.yaml", GateStep.Good);
        Assert.Equal(0, (await step.RunAsync()).ExitCode);
    }

    private void NothingIsHacked() =>
        Assert.DoesNotContain(
            Directory.EnumerateFileSystemEntries(step.Folder.Path, "*", SearchOption.AllDirectories),
            path => Path.GetFileName(path) == "hacked"
        );
}
