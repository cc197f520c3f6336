using SupplyChain.Reports;
using Xunit;

namespace SupplyChain.Tests.Reports;

public sealed class SafeTextTests
{
    public static TheoryData<string> Formats => ["sarif", "junit", "json", "markdown", "text"];

    [Theory]
    [MemberData(nameof(Formats))]
    public void No_format_lets_through_what_a_terminal_or_a_build_service_obeys(string format)
    {
        var text = Written.In(format, SampleReports.Attack);
        Assert.DoesNotContain(text, character => char.IsControl(character) && character != '\n');
        Assert.DoesNotContain('\u202e', text);
        Assert.DoesNotContain("##vso[", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("##[", text, StringComparison.Ordinal);
        Assert.DoesNotContain(text.Split('\n'), line => line.TrimStart().StartsWith("::", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void The_same_report_gives_the_same_text(string format) =>
        Assert.Equal(Written.In(format, SampleReports.Everything), Written.In(format, SampleReports.Everything));

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData(" two\r\nlines\t", "two  lines")]
    [InlineData("::error::x", ": :error::x")]
    [InlineData("a ##VSO[x]", "a # #vso[x]")]
    [InlineData("a ###[x]", "a ## #[x]")]
    [InlineData("## heading", "## heading")]
    [InlineData("bell\a", "bell\uFFFD")]
    [InlineData("Zürich 🚀", "Zürich 🚀")]
    public void A_line_keeps_what_is_harmless(string text, string expected) => Assert.Equal(expected, SafeText.Line(text));

    [Fact]
    public void A_line_is_not_endless() => Assert.Equal(4001, SafeText.Line(new string('x', 1_000_000)).Length);

    [Fact]
    public void Json_on_a_log_keeps_its_meaning_and_obeys_nobody()
    {
        var safe = JsonOnLog.Neutralize("""{"title":"##vso[a]"}"""u8);
        Assert.Equal("""{"title":"#\u0023vso[a]"}""", System.Text.Encoding.UTF8.GetString(safe));
    }
}
