using CsCheck;
using SupplyChain.Manifests.Graph;
using SupplyChain.Manifests.Yaml;
using Xunit;

namespace SupplyChain.Tests.Manifests.Graph;

public sealed class LabelSelectorTests
{
    private static readonly Gen<string> Word = Gen.OneOfConst("a", "b", "c");

    private static readonly Gen<Dictionary<string, string>> Labels = Gen.Dictionary(Word, Word)[0, 3];

    private static readonly Gen<(string Key, string Operator, string[] Values)> Requirement = Gen.Select(
        Word,
        Gen.OneOfConst("In", "NotIn", "Exists", "DoesNotExist"),
        Word.Array[1, 3]
    );

    private static LabelSelector Read(string yaml) => LabelSelector.Read(YamlFile.Parse("x", yaml).Documents[0].Root["s"]);

    private static string Expression((string Key, string Operator, string[] Values) requirement) =>
        $"{{key: {requirement.Key}, operator: {requirement.Operator}, values: [{string.Join(", ", requirement.Values)}]}}";

    [Fact]
    public void An_empty_selector_selects_everything()
    {
        Assert.True(Read("s: {}").IsEmpty);
        Assert.True(Read("s: {}").Matches(_ => null));
        Assert.True(LabelSelector.Read(null).Matches(_ => null));
    }

    [Fact]
    public void An_operator_that_does_not_exist_selects_nothing() =>
        Assert.False(Read("s: {matchExpressions: [{key: a, operator: Has}]}").Matches(_ => "x"));

    [Fact]
    public void Expressions_mean_what_Kubernetes_says_and_all_must_hold() =>
        Gen.Select(Labels, Requirement.Array[0, 3])
            .Sample(
                (labels, requirements) =>
                {
                    var expected = requirements.All(requirement =>
                        requirement.Operator switch
                        {
                            "In" => labels.TryGetValue(requirement.Key, out var value) && requirement.Values.Contains(value),
                            "NotIn" => !labels.TryGetValue(requirement.Key, out var value) || !requirement.Values.Contains(value),
                            "Exists" => labels.ContainsKey(requirement.Key),
                            _ => !labels.ContainsKey(requirement.Key),
                        }
                    );
                    var selector = Read($"s: {{matchExpressions: [{string.Join(", ", requirements.Select(Expression))}]}}");
                    Assert.Equal(expected, selector.Matches(labels.GetValueOrDefault));
                }
            );

    [Fact]
    public void Match_labels_are_expressions_with_one_value() =>
        Gen.Select(Labels, Labels)
            .Sample(
                (wanted, labels) =>
                {
                    var byLabels = Read(
                        $"s: {{matchLabels: {{{string.Join(", ", wanted.Select(pair => $"{pair.Key}: {pair.Value}"))}}}}}"
                    );
                    var byExpressions = Read(
                        $"s: {{matchExpressions: [{string.Join(", ", wanted.Select(pair => Expression((pair.Key, "In", [pair.Value]))))}]}}"
                    );
                    Assert.Equal(byExpressions.Matches(labels.GetValueOrDefault), byLabels.Matches(labels.GetValueOrDefault));
                }
            );
}
