using System.Globalization;
using CsCheck;
using SupplyChain.Manifests.Yaml;
using Xunit;

namespace SupplyChain.Tests.Manifests.Yaml;

public sealed class ScalarTests
{
    private static readonly string[] Truths = ["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"];
    private static readonly string[] Lies = ["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"];

    private static YamlScalar Read(string text) =>
        Assert.IsType<YamlScalar>(YamlFile.Parse("x", "k: " + text).Documents[0].Root.Entry("k")!.Value);

    [Fact]
    public void The_words_of_YAML_1_1_are_booleans_and_no_others()
    {
        Assert.All(Truths, word => Assert.True(Read(word).AsBoolean));
        Assert.All(Lies, word => Assert.False(Read(word).AsBoolean));
        Assert.All(["yEs", "oN", "tRUE", "nO", "yess", "t", "f"], word => Assert.Equal(YamlScalarKind.Text, Read(word).Kind));
    }

    [Fact]
    public void Quotes_blocks_and_text_tags_make_text_of_anything()
    {
        Assert.All(
            ["'yes'", "\"true\"", "'0400'", "!!str 12", "! 12", "!own 12", "|-\n  12", ">-\n  true", "''"],
            text => Assert.Equal(YamlScalarKind.Text, Read(text).Kind)
        );
        Assert.True(Read("!!bool 'yes'").AsBoolean);
        Assert.Equal(8, Read("!!int \"010\"").AsInteger);
    }

    [Theory]
    [InlineData("0", 0L)]
    [InlineData("0400", 256L)]
    [InlineData("0777", 511L)]
    [InlineData("0o17", 15L)]
    [InlineData("0O17", 15L)]
    [InlineData("-010", -8L)]
    [InlineData("0x1F", 31L)]
    [InlineData("0b101", 5L)]
    [InlineData("-0b11", -3L)]
    [InlineData("1_000_000", 1000000L)]
    [InlineData("+12", 12L)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("-9223372036854775808", long.MinValue)]
    public void Whole_numbers_have_Kubernetes_value(string text, long value)
    {
        Assert.Equal(YamlScalarKind.Whole, Read(text).Kind);
        Assert.Equal(value, Read(text).AsInteger);
    }

    [Theory]
    [InlineData("08", YamlScalarKind.Fraction)]
    [InlineData("1.", YamlScalarKind.Fraction)]
    [InlineData(".5", YamlScalarKind.Fraction)]
    [InlineData("1e3", YamlScalarKind.Fraction)]
    [InlineData("-1.5E-7", YamlScalarKind.Fraction)]
    [InlineData(".inf", YamlScalarKind.Fraction)]
    [InlineData("-.Inf", YamlScalarKind.Fraction)]
    [InlineData(".NaN", YamlScalarKind.Fraction)]
    [InlineData("18446744073709551616", YamlScalarKind.Fraction)]
    [InlineData("18446744073709551615", YamlScalarKind.Whole)]
    [InlineData("1e999", YamlScalarKind.Text)]
    [InlineData("1.2.3", YamlScalarKind.Text)]
    [InlineData("0x", YamlScalarKind.Text)]
    [InlineData("0b2", YamlScalarKind.Text)]
    [InlineData("0xg", YamlScalarKind.Text)]
    [InlineData("-_", YamlScalarKind.Text)]
    [InlineData("+-1", YamlScalarKind.Text)]
    [InlineData("+-.inf", YamlScalarKind.Text)]
    [InlineData("1e", YamlScalarKind.Text)]
    [InlineData("100m", YamlScalarKind.Text)]
    [InlineData("2001-12-14", YamlScalarKind.Text)]
    [InlineData("190:20:30", YamlScalarKind.Text)]
    [InlineData("~", YamlScalarKind.Null)]
    [InlineData("", YamlScalarKind.Null)]
    [InlineData("NULL", YamlScalarKind.Null)]
    [InlineData("nUll", YamlScalarKind.Text)]
    public void Other_scalars_have_Kubernetes_kind(string text, YamlScalarKind kind) => Assert.Equal(kind, Read(text).Kind);

    [Fact]
    public void Any_number_is_read_back_in_every_base()
    {
        Gen.Int.Sample(number =>
        {
            var sign = number < 0 ? "-" : "";
            var size = Math.Abs((long)number);
            Assert.Equal(number, Read(number.ToString(CultureInfo.InvariantCulture)).AsInteger);
            Assert.Equal(number, Read($"{sign}0{Convert.ToString(size, 8)}").AsInteger);
            Assert.Equal(number, Read($"{sign}0x{Convert.ToString(size, 16)}").AsInteger);
            Assert.Equal(number, Read($"{sign}0b{Convert.ToString(size, 2)}").AsInteger);
        });
    }

    [Fact]
    public void Any_text_in_quotes_is_read_back_as_it_was()
    {
        Gen.String[Gen.Char[' ', '~'], 0, 40]
            .Sample(text =>
            {
                var scalar = Read("'" + text.Replace("'", "''", StringComparison.Ordinal) + "'");
                Assert.Equal(text, scalar.AsString);
                Assert.Equal(YamlScalarKind.Text, scalar.Kind);
            });
    }

    [Fact]
    public void Keys_are_named_as_Kubernetes_names_them()
    {
        var root = YamlFile.Parse("x", "on: a\n010: b\n'on': c\n").Documents[0].Root;
        Assert.Equal(["true", "8", "on"], root.Entries.Select(entry => entry.Name));
        Assert.Equal("a", root.Text("true"));
        Assert.Equal("c", root.Text("on"));
    }
}
