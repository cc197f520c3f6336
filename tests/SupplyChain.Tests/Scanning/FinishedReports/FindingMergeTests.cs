using SupplyChain.Scanning;
using Xunit;

namespace SupplyChain.Tests.Scanning.FinishedReports;

public sealed class FindingMergeTests
{
    /// <summary>Findings as <c>id=alias+alias</c>, and what they come to.</summary>
    [Theory]
    [InlineData("CVE-1", "CVE-1")]
    [InlineData("CVE-1 CVE-1", "CVE-1")]
    [InlineData("GHSA-1=CVE-1 CVE-1", "CVE-1=GHSA-1")]
    [InlineData("CVE-1=GHSA-1 GHSA-1", "CVE-1=GHSA-1")]
    [InlineData("GHSA-1=PYSEC-1 PYSEC-1", "GHSA-1=PYSEC-1")]
    [InlineData("GHSA-1=CVE-1 PYSEC-1=CVE-1 CVE-1", "CVE-1=GHSA-1+PYSEC-1")]
    // An advisory of a distribution is about several.
    [InlineData("CVE-1=RHSA-1 CVE-2=RHSA-1", "CVE-1=RHSA-1 CVE-2=RHSA-1")]
    [InlineData("CVE-1=RHSA-1 CVE-2=RHSA-1 RHSA-1", "CVE-1=RHSA-1 CVE-2=RHSA-1 RHSA-1")]
    [InlineData("GHSA-1=CVE-1+CVE-2 CVE-1 CVE-2", "CVE-1 CVE-2 GHSA-1=CVE-1+CVE-2")]
    [InlineData("CVE-1=CVE-2 CVE-2", "CVE-1=CVE-2 CVE-2")]
    public void Ids_of_one_vulnerability_are_one_finding(string findings, string merged) =>
        Assert.Equal(
            merged,
            string.Join(
                ' ',
                FindingMerge
                    .Merge(findings.Split(' ').Select(text => Of(text)))
                    .OrderBy(finding => finding.Id, StringComparer.Ordinal)
                    .Select(finding => string.Join('=', [finding.Id, .. Joined(finding.Aliases)]))
            )
        );

    [Fact]
    public void Another_package_is_another_finding() =>
        Assert.Equal(2, FindingMerge.Merge([Of("CVE-1"), Of("CVE-1", package: "q")]).Count());

    [Theory]
    [InlineData(Severity.Unknown, Severity.Low, Severity.Low)]
    [InlineData(Severity.High, Severity.Critical, Severity.Critical)]
    [InlineData(Severity.Unknown, Severity.Unknown, Severity.Unknown)]
    public void The_worst_severity_counts_and_a_known_one_before_none(Severity one, Severity other, Severity merged)
    {
        Assert.Equal(merged, Merged(one, other));
        Assert.Equal(merged, Merged(other, one));
    }

    private static Severity Merged(Severity one, Severity other) =>
        Assert.Single(FindingMerge.Merge([Of("CVE-1") with { Severity = one }, Of("CVE-1") with { Severity = other }])).Severity;

    private static IEnumerable<string> Joined(IReadOnlyList<string> aliases) =>
        aliases.Count == 0 ? [] : [string.Join('+', aliases)];

    private static Finding Of(string text, string package = "p")
    {
        var parts = text.Split('=');
        return new Finding
        {
            Id = parts[0],
            Aliases = parts.Length == 1 ? [] : parts[1].Split('+'),
            Severity = Severity.High,
            Package = new AffectedPackage(package, "1"),
            FixedVersions = [],
        };
    }
}
