using System.Xml.Linq;
using Xunit;

namespace SupplyChain.Tests.Reports;

public sealed class JUnitReportTests
{
    private static readonly XElement Suites = XElement.Parse(Written.JUnit(SampleReports.Everything));

    [Fact]
    public void There_is_a_suite_per_subject_and_a_case_per_rule()
    {
        Assert.Equal(
            ["registry.example/shop/api:1.0", "registry.example/shop/worker:1.0"],
            Suites.Elements("testsuite").Select(suite => suite.Attribute("name")!.Value)
        );
        Assert.Equal(
            ["audit.policy", "image.digest", "image.signature", "pod.memory-limit", "pod.privileged", "rbac.wildcard"],
            Suites.Elements("testsuite").First().Elements("testcase").Select(test => test.Attribute("name")!.Value)
        );
    }

    [Theory]
    [InlineData("pod.privileged", "failure")]
    [InlineData("image.signature", "error")]
    [InlineData("rbac.wildcard", "skipped")]
    [InlineData("audit.policy", "skipped")]
    [InlineData("pod.memory-limit", "system-out")]
    [InlineData("image.digest", null)]
    public void An_outcome_becomes_the_element_that_test_reports_know(string rule, string? element)
    {
        var test = Suites.Descendants("testcase").First(item => item.Attribute("name")!.Value == rule);
        Assert.Equal(element is null ? [] : [element], test.Elements().Select(child => child.Name.LocalName));
    }

    [Fact]
    public void A_suite_counts_its_cases()
    {
        var suite = Suites.Elements("testsuite").First();
        Assert.Equal(
            ["6", "1", "1", "2"],
            new[] { "tests", "failures", "errors", "skipped" }.Select(name => suite.Attribute(name)!.Value)
        );
    }

    [Fact]
    public void A_failure_says_where_what_and_the_remedy()
    {
        var failure = Suites.Descendants("failure").Single();
        Assert.Equal("It breaks pod.privileged.", failure.Attribute("message")!.Value);
        Assert.Equal("manifests/api.yaml:12:9 Deployment shop/api: It breaks pod.privileged.\n  Mend it.", failure.Value);
    }

    [Fact]
    public void A_subject_with_nothing_to_tell_still_has_a_passing_case()
    {
        var report = SampleReports.Of(SampleReports.Image("a", "a")) with { Rules = [] };
        var suite = XElement.Parse(Written.JUnit(report)).Element("testsuite")!;
        Assert.Empty(Assert.Single(suite.Elements("testcase")).Elements());
    }
}
