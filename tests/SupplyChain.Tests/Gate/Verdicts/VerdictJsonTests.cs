using System.Text;
using System.Text.Json;
using SupplyChain.Gate.Verdicts;
using Xunit;
using static SupplyChain.Tests.Gate.Verdicts.Facts;

namespace SupplyChain.Tests.Gate.Verdicts;

public sealed class VerdictJsonTests
{
    private static readonly string Text = Encoding.UTF8.GetString(
        VerdictJson.Write(Judge(Scanned(Finding("CVE-1", Severity.Critical))))
    );

    [Fact]
    public void A_verdict_reads_back_as_it_was_written() =>
        Assert.Equal(Text, Encoding.UTF8.GetString(VerdictJson.Write(Read(Text))));

    [Fact]
    public void The_names_that_programs_rely_on_are_there()
    {
        using var json = JsonDocument.Parse(Text);
        var root = json.RootElement;
        Assert.Equal("supplychain.decision/v1", root.GetProperty("schema").GetString());
        Assert.Equal("deny", root.GetProperty("verdict").GetString());
        Assert.Equal("enforce", root.GetProperty("mode").GetString());
        Assert.Equal("2026-06-15T12:00:00+00:00", root.GetProperty("evaluatedAt").GetString());
        var image = root.GetProperty("images")[0];
        Assert.Equal($"{Repository}:1.4.0", image.GetProperty("image").GetString());
        Assert.Equal(Image.ToString(), image.GetProperty("digest").GetString());
        Assert.Equal("deny", image.GetProperty("verdict").GetString());
        var check = image.GetProperty("checks").EnumerateArray().Last();
        Assert.Equal("scan.findings", check.GetProperty("id").GetString());
        Assert.Equal("fail", check.GetProperty("outcome").GetString());
        Assert.NotEmpty(check.GetProperty("message").GetString()!);
        Assert.Equal(1, root.GetProperty("counts").GetProperty("fail").GetInt32());
    }

    [Theory]
    [InlineData("\"verdict\": \"deny\"", "\"verdict\": \"pass\"")]
    [InlineData("\"outcome\": \"fail\"", "\"outcome\": \"pass\"")]
    [InlineData("\"fail\": 1", "\"fail\": 0")]
    [InlineData("supplychain.decision/v1", "supplychain.decision/v2")]
    [InlineData("\"mode\": \"enforce\"", "\"mode\": \"Enforce\"")]
    [InlineData("\"mode\": \"enforce\"", "\"mode\": 2")]
    [InlineData("\"mode\": \"enforce\",", "")]
    [InlineData("\"mode\": \"enforce\"", "\"mode\": \"enforce\", \"mode\": \"enforce\"")]
    [InlineData("\"mode\": \"enforce\"", "\"mode\": \"enforce\", \"more\": 1")]
    [InlineData("sha256:", "sha256;")]
    public void A_changed_or_unknown_member_is_refused(string from, string to)
    {
        Assert.Contains(from, Text, StringComparison.Ordinal);
        var at = Text.IndexOf(from, StringComparison.Ordinal);
        var changed = string.Concat(Text.AsSpan(0, at), to, Text.AsSpan(at + from.Length));
        Assert.Equal("gate.decision", Assert.Throws<UndeterminedException>(() => Read(changed)).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    public void What_is_no_verdict_is_refused(string text) => Assert.Throws<UndeterminedException>(() => Read(text));

    [Fact]
    public void Something_behind_the_verdict_is_refused() => Assert.Throws<UndeterminedException>(() => Read(Text + "{}"));

    private static Verdict Read(string text) => VerdictJson.Read(Encoding.UTF8.GetBytes(text), "decision.json");
}
