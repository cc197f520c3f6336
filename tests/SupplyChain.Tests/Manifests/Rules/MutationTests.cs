using SupplyChain.Images;
using SupplyChain.Manifests;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Yaml;
using Xunit;

namespace SupplyChain.Tests.Manifests.Rules;

/// <summary>Flips the one field that a finding points at, and nothing else: the finding must flip with it.</summary>
public sealed class MutationTests
{
    private static readonly RepositoryPattern Allowed = RepositoryPattern.TryParse("registry.example/**", out var pattern)
        ? pattern
        : throw new InvalidOperationException();

    [Fact]
    public void A_finding_comes_and_goes_with_the_field_that_it_points_at()
    {
        var wrong = new List<string>();
        var flipped = new HashSet<string>();
        foreach (var rule in RuleSet.BuiltIn.Rules)
        {
            foreach (var path in Lint(rule, rule.Bad.Yaml).Findings.Select(finding => finding.Path).Distinct())
            {
                if (Scalar(rule.Bad, path) is { } bad && Scalar(rule.Good, path) is { } good && Text(bad) != Text(good))
                {
                    flipped.Add(rule.Id);
                    if (IsFound(rule, With(rule.Bad, bad, Text(good)), path))
                    {
                        wrong.Add($"{rule.Id}: the finding stays when {path} becomes {Text(good)}");
                    }

                    if (!IsFound(rule, With(rule.Good, good, Text(bad)), path))
                    {
                        wrong.Add($"{rule.Id}: no finding comes when {path} becomes {Text(bad)}");
                    }
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(flipped.Count > 110, $"only {flipped.Count} rules were flipped");
    }

    /// <summary>Rules that no field decides alone, and why.</summary>
    private static readonly Dictionary<string, string> Together = new()
    {
        ["api-deprecated"] = "The kind that replaces it has another name.",
        ["psp-present"] = "It is there or not; what replaces it is of another kind.",
        ["rbac-star-star"] = "It takes both stars.",
    };

    /// <summary>
    /// Of what differs between the examples of a rule one thing decides: made alone, it takes a finding from the bad example and
    /// brings none, and made the other way round it brings the good example one.
    /// </summary>
    [Fact]
    public void One_change_alone_takes_the_finding_from_the_bad_example_and_gives_it_to_the_good_one()
    {
        var undecided = new List<string>();
        foreach (var rule in RuleSet.BuiltIn.Rules)
        {
            var (bad, good) = (ExampleText.Of(rule.Bad), ExampleText.Of(rule.Good));
            var found = Places(rule, bad);
            Assert.Equal(Lint(rule, rule.Bad.Yaml).Findings.Count, found.Count);
            var decides = bad.Differences(good)
                .Any(place =>
                    Places(rule, bad.With(place, good)).IsProperSubsetOf(found) && Places(rule, good.With(place, bad)).Count > 0
                );
            if (!decides)
            {
                undecided.Add(rule.Id);
            }
        }

        Assert.Equal(string.Join('\n', Together.Keys.Order(StringComparer.Ordinal)), string.Join('\n', undecided));
    }

    private static HashSet<string> Places(Rule rule, ExampleText example) =>
        [.. Lint(rule, example.Text).Findings.Select(finding => $"{finding.Resource} {finding.Path} {finding.Message}")];

    private static LintReport Lint(Rule rule, string yaml) =>
        Linter.Lint(
            ManifestSet.Parse([("example.yaml", yaml)]),
            new LintOptions { Rules = new RuleSet([rule]), Registries = [Allowed] }
        );

    private static bool IsFound(Rule rule, string yaml, string path) =>
        Lint(rule, yaml).Findings.Any(finding => finding.Path == path);

    /// <summary>The scalar at a path in the first document of an example that has one; null where there is none. A version belongs to its kind and is no field.</summary>
    private static YamlScalar? Scalar(RuleExample example, string path) =>
        (
            from document in YamlFile.Parse("example.yaml", example.Yaml).Documents
            from node in Below(document.Root).OfType<YamlScalar>()
            where path != "apiVersion" && NodePath.Of(document.Root, node) == path
            select node
        ).FirstOrDefault();

    private static IEnumerable<YamlNode> Below(YamlNode node) =>
        node.Entries.Select(entry => entry.Value).Concat(node.Items).SelectMany(Below).Prepend(node);

    private static string Text(YamlScalar node) => node.Source.Text[node.Start..node.End];

    private static string With(RuleExample example, YamlScalar node, string text) =>
        string.Concat(example.Yaml.AsSpan(0, node.Start), text, example.Yaml.AsSpan(node.End));
}
