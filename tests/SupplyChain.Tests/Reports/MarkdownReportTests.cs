using System.Text;
using SupplyChain.Reports;
using Xunit;

namespace SupplyChain.Tests.Reports;

public sealed class MarkdownReportTests
{
    [Fact]
    public void A_report_too_long_for_a_summary_loses_mild_rows_and_no_part()
    {
        var fails = Enumerable
            .Range(0, 3)
            .Select(number => SampleReports.Item($"worst.{number}", Outcome.Fail, Severity.Critical));
        var notes = Enumerable
            .Range(0, 20_000)
            .Select(number => SampleReports.Item($"mild.{number}", Outcome.Note, Severity.Low));
        var waived = SampleReports.Item("set.aside", Outcome.Waived, Severity.Low);
        var text = Written.Markdown(SampleReports.Of(SampleReports.Image("a", "a", [.. notes, waived, .. fails])));
        Assert.InRange(Encoding.UTF8.GetByteCount(text), 800_000, 900_000);
        Assert.All(
            ["worst.0", "worst.1", "worst.2", "mild.0"],
            rule => Assert.Contains($"| {rule} |", text, StringComparison.Ordinal)
        );
        Assert.All(
            ["### What blocks", "### What does not block", "### Waived", "### Notes", "more rows do not fit here"],
            part => Assert.Contains(part, text, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_worst_comes_first_and_what_passes_has_no_row()
    {
        var text = Written.Markdown(SampleReports.Everything);
        string[] order = ["What blocks", "pod.privileged", "What could not be decided", "What does not block", "Waived", "Notes"];
        Assert.Equal(order, order.OrderBy(part => text.IndexOf(part, StringComparison.Ordinal)));
        Assert.DoesNotContain("image.digest", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a | b", "a \\| b")]
    [InlineData("<b>&amp;", "&lt;b&gt;&amp;amp;")]
    [InlineData("[x](y)", "\\[x\\](y)")]
    [InlineData("see https://evil.example", "see https&#58;//evil.example")]
    [InlineData("www.evil.example", "www&#46;evil.example")]
    [InlineData("@team #12", "@<!-- -->team #<!-- -->12")]
    public void Text_of_others_stays_text(string text, string escaped) => Assert.Equal(escaped, MarkdownText.Escape(text));
}
