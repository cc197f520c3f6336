using System.Text.Json.Nodes;
using SupplyChain.Manifests.Yaml;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Gate.Policies;

public sealed class PolicySchemaTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    // The second block has signers alone; a policy needs some more.
    private static string[] Documented =>
        DocumentedPolicy.Blocks() is [var whole, var signers]
            ? [whole, PolicyFolder.Valid.Replace(PolicyFolder.Signers, signers, StringComparison.Ordinal)]
            : throw new InvalidOperationException("docs/policy.md has two blocks of YAML");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Policies_that_the_reader_takes_are_valid_by_the_schema()
    {
        var samples = new[] { "shop", "shop-broken" }.Select(name =>
            File.ReadAllText(SourceTree.At("samples", name, "policy.yaml"))
        );
        Assert.Empty(Invalid(await ValidateAsync([BrokenPolicies.Valid, .. samples, .. Documented])));
    }

    [Fact]
    public async Task Policies_that_the_reader_refuses_are_invalid_by_the_schema()
    {
        var output = await ValidateAsync([.. BrokenPolicies.All.Select(broken => broken.Policy)]);
        Assert.Equal(
            BrokenPolicies.All.Select(broken => broken.Name),
            Invalid(output).Order().Select(index => BrokenPolicies.All[index].Name)
        );
    }

    [Fact]
    public void The_policy_in_the_documentation_is_one_that_the_reader_takes()
    {
        using var policies = new PolicyFolder();
        Assert.NotEmpty(policies.Read(DocumentedPolicy.Blocks()[0]).Environments);
    }

    private async Task<string> ValidateAsync(IReadOnlyList<string> policies)
    {
        var arguments = new List<string>
        {
            "validate",
            "--spec=draft2020",
            "--strict=false",
            "-s",
            SourceTree.At("docs", "policy.schema.json"),
        };
        for (var index = 0; index < policies.Count; index++)
        {
            arguments.AddRange([
                "-d",
                folder.Write(
                    $"{index}.json",
                    ToJson(YamlFile.Parse("policy", policies[index]).Documents[0].Root)!.ToJsonString()
                ),
            ]);
        }

        var result = await PeerProcess.RunAsync("ajv", arguments);
        return result.StandardOutput + result.StandardError;
    }

    private static IEnumerable<int> Invalid(string output)
    {
        var lines = output
            .Split('\n')
            .Where(line =>
                line.EndsWith(" valid", StringComparison.Ordinal) || line.EndsWith(" invalid", StringComparison.Ordinal)
            )
            .ToArray();
        Assert.NotEmpty(lines);
        return lines
            .Where(line => line.EndsWith(" invalid", StringComparison.Ordinal))
            .Select(line => int.Parse(Path.GetFileNameWithoutExtension(line.Split(' ')[0])));
    }

    private static JsonNode? ToJson(YamlNode node) =>
        node switch
        {
            YamlMapping => new JsonObject(
                node.Entries.Select(entry => KeyValuePair.Create(entry.Key.Value, ToJson(entry.Value)))
            ),
            YamlSequence => new JsonArray([.. node.Items.Select(ToJson)]),
            YamlScalar { Kind: YamlScalarKind.Null } => null,
            YamlScalar { Kind: YamlScalarKind.Boolean } => node.AsBoolean,
            YamlScalar { Kind: YamlScalarKind.Whole } => node.AsInteger,
            _ => node.AsString,
        };
}
