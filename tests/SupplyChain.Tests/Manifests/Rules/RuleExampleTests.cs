using SupplyChain.Images;
using SupplyChain.Manifests;
using SupplyChain.Manifests.Linting;
using Xunit;

namespace SupplyChain.Tests.Manifests.Rules;

public sealed class RuleExampleTests
{
    public static TheoryData<string> Ids => [.. RuleSet.BuiltIn.Rules.Select(rule => rule.Id)];

    private static LintReport Lint(Rule rule, RuleExample example) =>
        Linter.Lint(
            ManifestSet.Parse([("example.yaml", example.Yaml)]),
            new LintOptions
            {
                Rules = new RuleSet([rule]),
                Registries =
                [
                    RepositoryPattern.TryParse("registry.example/**", out var allowed) ? allowed : throw new FormatException(),
                ],
            }
        );

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_bad_example_breaks_the_rule_at_the_marked_lines_and_nowhere_else(string id)
    {
        var rule = RuleSet.BuiltIn.Find(id)!;
        var report = Lint(rule, rule.Bad);
        Assert.NotEmpty(rule.Bad.MarkedLines);
        Assert.Empty(report.Problems);
        Assert.Empty(report.NotEvaluated);
        Assert.Equal(rule.Bad.MarkedLines, report.Findings.Select(finding => finding.Line).Distinct());
        Assert.All(report.Findings, finding => Assert.Equal(id, finding.Rule));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_good_example_breaks_nothing(string id)
    {
        var rule = RuleSet.BuiltIn.Find(id)!;
        var report = Lint(rule, rule.Good);
        Assert.Empty(report.Problems);
        Assert.Empty(report.NotEvaluated);
        Assert.Empty(report.Findings);
        Assert.True(report.Resources > 0);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_facts_of_a_rule_are_complete(string id)
    {
        var rule = RuleSet.BuiltIn.Find(id)!;
        Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", rule.Id);
        Assert.EndsWith(".", rule.Remedy, StringComparison.Ordinal);
        Assert.EndsWith(".", rule.Reason, StringComparison.Ordinal);
        Assert.False(rule.Title.EndsWith('.'));
        Assert.True(rule.Severity > Severity.Unknown);
        Assert.True(rule.Check is null != rule.CheckSet is null, "one of Check and CheckSet");
    }

    [Fact]
    public void Ids_are_unique() =>
        Assert.Equal(RuleSet.BuiltIn.Rules.Count, RuleSet.BuiltIn.Rules.DistinctBy(rule => rule.Id).Count());

    [Fact]
    public void Every_area_has_rules_of_high_or_critical_severity() =>
        Assert.Equal(
            Enum.GetValues<HardeningArea>(),
            RuleSet.BuiltIn.Rules.Where(rule => rule.Severity >= Severity.High).Select(rule => rule.Area).Distinct().Order()
        );
}
