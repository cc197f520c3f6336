using CsCheck;
using SupplyChain.Manifests.Yaml;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Manifests.Yaml;

public sealed class YamlFileTests
{
    private static YamlNode Root(string text) => Assert.Single(YamlFile.Parse("x.yaml", text).Documents).Root;

    private static string Slice(string text, YamlNode? node) => text[node!.Location.Start.Offset..node.Location.End.Offset];

    [Fact]
    public void Every_node_knows_its_line_column_and_text()
    {
        const string Text = "# first\r\na:\r\n  b: 'x'  # why\r\n  c:\r\n  - {d: \"e\", f: [1, 2]}\r\n  - é😀 g\r\n\r\n# end\r\n";
        var root = Root(Text);
        Assert.Equal("'x'", Slice(Text, root.At("a", "b")));
        Assert.Equal("3:6", root.At("a", "b")!.Location.ToString());
        Assert.Equal("{d: \"e\", f: [1, 2]}", Slice(Text, root["a"]!.List("c")[0]));
        Assert.Equal("[1, 2]", Slice(Text, root["a"]!.List("c")[0]["f"]));
        Assert.Equal("é😀 g", Slice(Text, root["a"]!.List("c")[1]));
        Assert.Equal(new TextPosition(Text.IndexOf('é', StringComparison.Ordinal), 6, 5), root["a"]!.List("c")[1].Location.Start);
        Assert.EndsWith("é😀 g", Slice(Text, root), StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_value_stands_behind_its_colon()
    {
        var value = Root("a :\nb: 1\n").Entry("a")!.Value;
        Assert.True(value.IsNull);
        Assert.Equal(new TextPosition(3, 1, 4), value.Location.Start);
    }

    [Fact]
    public void Null_counts_as_absent_but_can_be_found()
    {
        var root = Root("a: ~\nb: {c: null}\n");
        Assert.Null(root["a"]);
        Assert.NotNull(root.Entry("a"));
        Assert.Null(root.At("b", "c"));
    }

    [Fact]
    public void Many_documents_are_read_and_empty_ones_left_out()
    {
        var file = YamlFile.Parse("x", "---\n# nothing\n---\na: 1\n...\n---\n~\n---\nb: 2\n");
        Assert.Equal(["1", "2"], file.Documents.Select(document => document.Root.Entries[0].Value.AsString));
        Assert.Empty(file.Problems);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# comment alone\n")]
    [InlineData("---\n")]
    public void A_text_without_content_has_no_documents_and_no_problems(string text)
    {
        var file = YamlFile.Parse("x", text);
        Assert.Empty(file.Documents);
        Assert.Empty(file.Problems);
    }

    [Fact]
    public void A_broken_document_is_reported_and_the_others_are_read()
    {
        var file = YamlFile.Parse("x.yaml", "a: 1\n---\nb: [\n---\nc: 3\n---\nd: 'x\n---\ne: 5\n");
        Assert.Equal(["a", "c", "e"], file.Documents.Select(document => document.Root.Entries[0].Name));
        Assert.Equal(2, file.Problems.Count);
        Assert.All(file.Problems, problem => Assert.Equal(YamlProblemKind.Syntax, problem.Kind));
        Assert.StartsWith("x.yaml:4:1: ", file.Problems[0].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a: {{ .Values.x }}\n", 1, 4)]
    [InlineData("a: 1\n{{- if .Values.x }}\nb: 2\n{{- end }}\n", 2, 1)]
    public void A_template_is_reported_as_one(string text, int line, int column)
    {
        var problem = Assert.Single(YamlFile.Parse("x", text).Problems);
        Assert.Equal(YamlProblemKind.Template, problem.Kind);
        Assert.Equal((line, column), (problem.Position.Line, problem.Position.Column));
    }

    [Fact]
    public void Braces_in_quotes_and_blocks_are_no_template() =>
        Assert.Empty(YamlFile.Parse("x", "a: '{{ $labels.pod }}'\nb: |\n  {{ x }}\nc: pod {{ x }}\n").Problems);

    [Fact]
    public void A_repeated_key_is_reported_and_the_last_counts()
    {
        var file = YamlFile.Parse("x", "a: 1\nb: 2\na: 3\n");
        var problem = Assert.Single(file.Problems);
        Assert.Equal(YamlProblemKind.DuplicateKey, problem.Kind);
        Assert.False(problem.LosesDocument);
        Assert.Equal(3, problem.Position.Line);
        Assert.Equal("3", file.Documents[0].Root.Text("a"));
        Assert.Equal(3, file.Documents[0].Root.Entries.Count);
    }

    [Fact]
    public void A_merge_replaces_what_stands_before_it_and_yields_to_what_follows()
    {
        var root = Root("base: &b {p: 1, q: 2, r: 3}\nother: &o {q: 9, s: 8}\nuse: {p: 0, <<: [*b, *o], r: 4}\n");
        var use = root["use"]!;
        Assert.Equal(["1", "2", "4", "8"], new[] { "p", "q", "r", "s" }.Select(use.Text));
    }

    [Fact]
    public void Aliases_share_their_node()
    {
        var root = Root("a: &x {b: 1}\nc: *x\n");
        Assert.Same(root["a"], root["c"]);
        Assert.Equal("a: &x {b: 1}\nc: *x", "a: &x {b: 1}\nc: *x\n"[..root.Location.End.Offset]);
    }

    [Theory]
    [InlineData("a: &x [*x]\n", YamlProblemKind.Limit)]
    [InlineData("a: &x {b: {c: *x}}\n", YamlProblemKind.Limit)]
    [InlineData("a: *missing\n", YamlProblemKind.Syntax)]
    [InlineData("? [a]\n: b\n", YamlProblemKind.Syntax)]
    [InlineData("a: 'open\n", YamlProblemKind.Syntax)]
    [InlineData("a:\n\t- b\n", YamlProblemKind.Syntax)]
    [InlineData("a: b: c\n", YamlProblemKind.Syntax)]
    [InlineData("a: 1\n  b: 2\n", YamlProblemKind.Syntax)]
    public void What_cannot_be_read_is_a_problem_and_no_document(string text, YamlProblemKind kind)
    {
        var file = YamlFile.Parse("x", text);
        Assert.Empty(file.Documents);
        Assert.Equal(kind, Assert.Single(file.Problems).Kind);
    }

    [Fact]
    public void Aliases_that_multiply_are_refused()
    {
        var lines = new List<string> { "l0: &l0 [x, x, x, x, x, x, x, x, x]" };
        lines.AddRange(
            Enumerable
                .Range(1, 12)
                .Select(level => $"l{level}: &l{level} [{string.Join(", ", Enumerable.Repeat("*l" + (level - 1), 9))}]")
        );
        var file = YamlFile.Parse("bomb", string.Join('\n', lines));
        Assert.Equal(YamlProblemKind.Limit, Assert.Single(file.Problems).Kind);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    public void Depth_has_a_bound(string opening)
    {
        var file = YamlFile.Parse("deep", string.Concat(Enumerable.Repeat(opening, 100_000)));
        Assert.Equal(YamlProblemKind.Limit, Assert.Single(file.Problems).Kind);
    }

    [Fact]
    public void Problems_have_a_bound_and_the_last_says_so()
    {
        var file = YamlFile.Parse("x", string.Concat(Enumerable.Repeat("a: [\n---\n", 1000)));
        Assert.InRange(file.Problems.Count, 100, 101);
        Assert.Equal(YamlProblemKind.Limit, file.Problems[^1].Kind);
    }

    [Fact]
    public void Json_is_read_like_yaml()
    {
        const string Text = "{\n\t\"kind\":\"Pod\",\n\t\"spec\": {\"a\":[1,\n\t\t2], \"u\": \"\\u00e9\\/\"}\n}";
        var root = Root(Text);
        Assert.Equal("Pod", root.Text("kind"));
        Assert.Equal("é/", root.At("spec", "u")!.AsString);
        Assert.Equal(4, root["spec"]!.List("a")[1].Location.Start.Line);
        Assert.EndsWith("}", Slice(Text, root), StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_first_key()
    {
        var root = Root("\uFEFFa: 1\n");
        Assert.Equal("1", root.Text("a"));
        Assert.Equal(new TextPosition(1, 1, 1), root.Entries[0].Key.Location.Start);
    }

    [Fact]
    public void Control_characters_never_reach_a_message()
    {
        var file = YamlFile.Parse("x", "\"a\\u001b[31m\": 1\n\"a\\u001b[31m\": 2\n");
        Assert.DoesNotContain('\u001b', Assert.Single(file.Problems).ToString());
    }

    [Fact]
    public void An_empty_key_behind_other_documents_stands_in_its_own()
    {
        var root = YamlFile.Parse("x", "? a---\n---\n-----\n---\n---\n\n:").Documents[^1].Root;
        Assert.True(root.Location.Start.Offset <= root.Location.End.Offset);
    }

    [Theory]
    [InlineData("{a: b, a: b, ", 400_000)]
    [InlineData("- &a x\n", 400_000)]
    [InlineData("---\n", 300_000)]
    [InlineData("---\na: 1\n", 300_000)]
    public void A_text_that_goes_on_and_on_ends_in_a_bound(string part, int count)
    {
        var file = YamlFile.Parse(
            "x",
            string.Concat(Enumerable.Repeat(part.TrimStart('{'), count).Prepend(part[..1] == "{" ? "{" : ""))
        );
        Assert.Equal(YamlProblemKind.Limit, file.Problems[^1].Kind);
    }

    [Fact]
    public void No_text_makes_the_reader_throw() =>
        Gen.String[Gen.OneOf(Gen.OneOfConst([.. "{}[]:,-?&*!|>'\"%@` \n\t#a1~<"]), Gen.Char['\0', '\u00ff']), 0, 60]
            .Sample(text => Assert.NotNull(YamlFile.Parse("x", text).Problems), iter: 20_000);

    [Fact]
    public void Real_manifests_are_read_and_plain_scalars_stand_where_they_say()
    {
        foreach (var path in Directory.EnumerateFiles(TestData.Require("manifests"), "*.yaml", SearchOption.AllDirectories))
        {
            var file = YamlFile.Parse(path, File.ReadAllText(path));
            Assert.Empty(file.Problems);
            foreach (
                var scalar in file
                    .Documents.SelectMany(document => Scalars(document.Root))
                    .Where(scalar => scalar.Style == YamlScalarStyle.Plain)
            )
            {
                Assert.True(
                    Slice(file.Text, scalar) == scalar.Value || Slice(file.Text, scalar).Contains('\n', StringComparison.Ordinal),
                    scalar.Value
                );
            }
        }
    }

    private static IEnumerable<YamlScalar> Scalars(YamlNode node) =>
        node is YamlScalar scalar
            ? [scalar]
            : node.Items.SelectMany(Scalars).Concat(node.Entries.SelectMany(entry => Scalars(entry.Value).Prepend(entry.Key)));
}
