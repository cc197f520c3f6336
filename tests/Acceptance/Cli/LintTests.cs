using System.Text.Json;
using System.Xml.Linq;
using Xunit;

namespace SupplyChain.Acceptance.Cli;

public sealed class LintTests : IDisposable
{
    private const string Privileged = """
        apiVersion: v1
        kind: Pod
        metadata:
          name: api
          namespace: shop
        spec:
          containers:
            - name: api
              image: registry.example/shop/api:1.0
              securityContext:
                privileged: true
        """;

    private readonly Workspace workspace = new();

    public LintTests() => workspace.Write("pod.yaml", Privileged);

    [Theory]
    [InlineData("critical", 1)]
    [InlineData("high", 1)]
    [InlineData(null, 1)]
    public async Task A_privileged_pod_is_denied(string? failOn, int exitCode)
    {
        var result = await workspace.RunAsync(
            $"lint pod.yaml --rules pss-privileged {(failOn is null ? "" : $"--fail-on {failOn}")}"
        );
        Assert.Equal(exitCode, result.ExitCode);
        Assert.StartsWith("deny: lint of pod.yaml", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_finding_below_the_threshold_passes() =>
        Assert.Equal(0, (await workspace.RunAsync("lint pod.yaml --rules pss-run-as-non-root --fail-on critical")).ExitCode);

    [Fact]
    public async Task Json_keeps_its_names()
    {
        var json = (await workspace.RunAsync("lint pod.yaml --format json")).Json;
        Assert.Equal("supplychain.lint/v1", json.GetProperty("schema").GetString());
        var finding = json.GetProperty("findings")
            .EnumerateArray()
            .First(item => item.GetProperty("rule").ValueEquals("pss-privileged"));
        Assert.Equal(
            ("pod.yaml", 11, "Pod", "shop", "api"),
            (
                finding.GetProperty("file").GetString(),
                finding.GetProperty("line").GetInt32(),
                finding.GetProperty("object").GetProperty("kind").GetString(),
                finding.GetProperty("object").GetProperty("namespace").GetString(),
                finding.GetProperty("object").GetProperty("name").GetString()
            )
        );
        Assert.True(finding.GetProperty("column").GetInt32() > 0);
        Assert.NotEmpty(finding.GetProperty("severity").GetString()!);
        Assert.NotEmpty(finding.GetProperty("message").GetString()!);
    }

    [Fact]
    public async Task Sarif_and_JUnit_are_written_to_a_file()
    {
        var sarif = await workspace.RunAsync("lint pod.yaml --format sarif --output lint.sarif");
        var junit = await workspace.RunAsync("lint pod.yaml --format junit -o lint.xml");
        Assert.Equal((1, "", 1, ""), (sarif.ExitCode, sarif.Output, junit.ExitCode, junit.Output));
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(workspace.At("lint.sarif"), Cancellation));
        Assert.Equal("2.1.0", document.RootElement.GetProperty("version").GetString());
        Assert.Equal("testsuites", XElement.Load(workspace.At("lint.xml")).Name.LocalName);
        Assert.Equal(["lint.sarif", "lint.xml", "pod.yaml"], workspace.Names());
    }

    [Fact]
    public async Task Standard_input_is_linted_like_a_file()
    {
        var result = await workspace.RunAsync(["lint", "-"], input: Privileged);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("-:11:", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Yaml_that_does_not_parse_is_named_with_its_place_and_what_parses_is_still_judged()
    {
        workspace.Write("broken.yaml", "apiVersion: v1\nkind: Pod\nmetadata: [\n");
        var result = await workspace.RunAsync("lint pod.yaml broken.yaml");
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("error: broken.yaml:4:1: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("pss-privileged", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GITHUB_ACTIONS", "true", "::error file=pod.yaml,line=11,")]
    [InlineData("TF_BUILD", "True", "##vso[task.logissue type=error;sourcepath=pod.yaml;linenumber=11;")]
    public async Task A_build_service_gets_annotations_beside_the_result(string variable, string value, string annotation)
    {
        var environment = new Dictionary<string, string?>
        {
            ["GITHUB_ACTIONS"] = null,
            ["TF_BUILD"] = null,
            [variable] = value,
        };
        var result = await workspace.RunAsync(["lint", "pod.yaml", "--format", "json", "--rules", "pss-privileged"], environment);
        Assert.Equal("supplychain.lint/v1", result.Json.GetProperty("schema").GetString());
        Assert.StartsWith(annotation, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_are_listed_and_explained()
    {
        var list = await workspace.PassAsync("lint --list-rules");
        Assert.Contains("pss-privileged ", list.Output, StringComparison.Ordinal);
        var explained = await workspace.PassAsync("lint --explain pss-privileged");
        Assert.Contains("Remedy: ", explained.Output, StringComparison.Ordinal);
    }

    public void Dispose() => workspace.Dispose();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}
