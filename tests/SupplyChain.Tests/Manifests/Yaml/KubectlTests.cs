using System.Text.Json;
using CsCheck;
using SupplyChain.Manifests.Yaml;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Manifests.Yaml;

/// <summary>What kubectl makes of a text is the judge of what we make of it.</summary>
public sealed class KubectlTests
{
    private const string Head = "apiVersion: x.example/v1\nkind: Any\nmetadata: {name: a}\n";

    private static async Task<JsonElement> Spec(string yaml)
    {
        using var folder = new TemporaryFolder();
        var result = await PeerProcess.RunAsync(
            "kubectl",
            ["label", "--local", "-f", folder.Write("any.yaml", Head + yaml), "k=v", "-o", "json"]
        );
        Assert.True(result.IsSuccess, result.StandardError);
        return JsonDocument.Parse(result.StandardOutput).RootElement.GetProperty("spec");
    }

    [Fact]
    public async Task Plain_scalars_are_what_kubectl_reads()
    {
        var texts = Gen.String[
                Gen.OneOf(Gen.OneOfConst([.. "0123456789_.+-eExXoObB"]), Gen.OneOfConst([.. "yYnNtTfF~aceglnorsu"])),
                1,
                7
            ]
            .Where(IsPlain)
            .Array[3000]
            .Single(_ => true, "8jCFuVxnJkB1");
        var spec = await Spec("spec:\n" + string.Concat(texts.Select(text => $"- {text}\n")));
        var ours = YamlFile
            .Parse("x", Head + "spec:\n" + string.Concat(texts.Select(text => $"- {text}\n")))
            .Documents[0]
            .Root.List("spec");
        var numbers = 0;
        foreach (var (theirs, scalar) in spec.EnumerateArray().Zip(ours.Cast<YamlScalar>()))
        {
            AssertSame(theirs, scalar);
            numbers += theirs.ValueKind == JsonValueKind.Number ? 1 : 0;
        }

        Assert.Equal(texts.Length, spec.GetArrayLength());
        Assert.InRange(numbers, 100, 2900);
    }

    [Fact]
    public async Task Merges_aliases_and_repeated_keys_give_what_kubectl_reads()
    {
        const string Yaml = """
            spec:
              base: &base {p: 1, q: 2, r: {s: yes}}
              other: &other {q: 3, t: 4}
              before: {p: 9, <<: *base}
              after: {<<: *base, p: 9}
              many: {<<: [*other, *base], r: 0x10}
              nested: &nested {<<: *other, u: 5}
              deep: {<<: *nested, v: *base}
              on: {010: a, no: b}
              folded: >-
                some
                text
              literal: |
                some
                  text
            """;
        AssertSame(await Spec(Yaml), YamlFile.Parse("x", Yaml).Documents[0].Root["spec"]!);
    }

    private static void AssertSame(JsonElement theirs, YamlNode ours)
    {
        switch (theirs.ValueKind)
        {
            case JsonValueKind.Object:
                Assert.All(theirs.EnumerateObject(), property => AssertSame(property.Value, ours.Entry(property.Name)!.Value));
                break;
            case JsonValueKind.Number when ours.AsInteger is { } number:
                Assert.Equal(theirs.GetDouble(), number);
                break;
            case JsonValueKind.Number:
                Assert.True(((YamlScalar)ours).Kind is YamlScalarKind.Fraction or YamlScalarKind.Whole, ((YamlScalar)ours).Value);
                break;
            case JsonValueKind.True or JsonValueKind.False:
                Assert.Equal(theirs.GetBoolean(), ours.AsBoolean);
                break;
            case JsonValueKind.Null:
                Assert.True(ours.IsNull);
                break;
            default:
                Assert.Equal(YamlScalarKind.Text, ((YamlScalar)ours).Kind);
                Assert.Equal(theirs.GetString(), ours.AsString);
                break;
        }
    }

    /// <summary>JSON, which kubectl writes, has no number for infinity.</summary>
    private static bool IsPlain(string text)
    {
        var file = YamlFile.Parse("x", $"- {text}\n");
        return file.Problems.Count == 0
            && file.Documents is [{ Root: YamlSequence { Items: [YamlScalar scalar] } }]
            && scalar.Value == text
            && !text.Contains("inf", StringComparison.OrdinalIgnoreCase)
            && !text.Contains("nan", StringComparison.OrdinalIgnoreCase);
    }
}
