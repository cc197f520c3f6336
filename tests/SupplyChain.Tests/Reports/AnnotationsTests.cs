using SupplyChain.Reports;
using Xunit;

namespace SupplyChain.Tests.Reports;

public sealed class AnnotationsTests
{
    private static readonly ReportItem Item = SampleReports.Item("pod.privileged", Outcome.Fail, Severity.High) with
    {
        Message = "100% privileged; [sic]: yes, really.",
        Location = new ReportLocation("a,b:c;d].yaml", 3, 5),
    };

    [Fact]
    public void GitHub_gets_the_place_and_its_escapes() =>
        Assert.Equal(
            "::error file=a%2Cb%3Ac;d].yaml,line=3,col=5,title=pod.privileged::Deployment shop/api: 100%25 privileged; [sic]: yes, really. Mend it.\n",
            Written.Annotations(SampleReports.Of(SampleReports.Image("a", "a", Item)), WorkflowLog.GitHub)
        );

    [Fact]
    public void Azure_gets_the_place_and_its_escapes() =>
        Assert.Equal(
            "##vso[task.logissue type=error;sourcepath=a,b:c%3Bd%5D.yaml;linenumber=3;columnnumber=5;code=pod.privileged;]Deployment shop/api: 100%AZP25 privileged; [sic]: yes, really. Mend it.\n",
            Written.Annotations(SampleReports.Of(SampleReports.Image("a", "a", Item)), WorkflowLog.Azure)
        );

    [Theory]
    [InlineData(10, 10, null)]
    [InlineData(11, 10, "and 2 more")]
    [InlineData(500, 10, "and 491 more")]
    public void No_more_are_written_than_are_shown_and_the_last_says_how_many_are_missing(int items, int lines, string? last)
    {
        var all = Enumerable.Range(0, items).Select(number => SampleReports.Item($"rule.{number}", Outcome.Fail, Severity.High));
        var written = Written.Annotations(SampleReports.Of(SampleReports.Image("a", "a", [.. all])), WorkflowLog.GitHub);
        var commands = written.TrimEnd('\n').Split('\n');
        Assert.Equal(lines, commands.Length);
        Assert.Contains(last ?? "rule.", commands[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_below_the_threshold_warns_and_what_is_waived_is_silent()
    {
        var written = Written.Annotations(SampleReports.Everything, WorkflowLog.GitHub);
        Assert.Equal(["::error", "::error", "::warning"], written.TrimEnd('\n').Split('\n').Select(line => line.Split(' ')[0]));
    }
}
