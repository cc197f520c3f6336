using System.Text.Json;
using SupplyChain.Reports;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Reports;

public sealed class SarifReportTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task The_validator_of_the_format_finds_nothing_wrong(bool hostile) =>
        ValidateAsync(Written.Sarif(hostile ? SampleReports.Attack : SampleReports.Everything));

    /// <summary>Holds a file against the rules of its format.</summary>
    internal static async Task ValidateAsync(string sarif)
    {
        Peers.Require("sarif-multitool");
        using var folder = new TemporaryFolder();
        var file = folder.Write("report.sarif", sarif);
        var findings = folder.At("validation.sarif");
        var run = await PeerProcess.RunAsync(
            "sarif-multitool",
            ["validate", file, "--output", findings, "--level", "Error", "Warning", "--log", "ForceOverwrite"],
            workingDirectory: folder.Path
        );
        Assert.True(File.Exists(findings), run.StandardOutput + run.StandardError);
        using var validation = JsonDocument.Parse(await File.ReadAllTextAsync(findings, TestContext.Current.CancellationToken));
        var results = validation.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray();
        // The project has no home page to name.
        Assert.DoesNotContain(
            results.Select(result => result.ToString()),
            text => !text.Contains("ProvideToolnformationUri", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Each_subject_has_a_run_with_an_id_of_its_own()
    {
        using var sarif = Parse(SampleReports.Everything);
        Assert.Equal(
            ["gate/lint/registry.example/shop/api/", "gate/lint/registry.example/shop/worker/"],
            Runs(sarif).Select(run => run.GetProperty("automationDetails").GetProperty("id").GetString()!)
        );
    }

    [Fact]
    public void Two_subjects_of_one_repository_share_a_run()
    {
        using var sarif = Parse(SampleReports.Of(SampleReports.Image("a/b:1", "a/b"), SampleReports.Image("a/b:2", "a/b")));
        Assert.Single(Runs(sarif));
    }

    [Fact]
    public void More_subjects_than_a_file_may_have_runs_share_one()
    {
        var subjects = Enumerable.Range(0, 21).Select(number => SampleReports.Image($"a/{number}:1", $"a/{number}")).ToArray();
        using var sarif = Parse(SampleReports.Of(subjects));
        Assert.Single(Runs(sarif));
    }

    [Fact]
    public void Another_tag_line_and_message_keep_the_fingerprint()
    {
        var item = SampleReports.Item("CVE-2024-1", Outcome.Fail, Severity.High) with { Identity = "nuget\nFoo" };
        var later = item with { Message = "Foo 1.1 too", Location = new ReportLocation("manifests/api.yaml", 99) };
        Assert.Equal(
            Fingerprints(SampleReports.Image("a/b:1", "a/b", item)),
            Fingerprints(SampleReports.Image("a/b:2", "a/b", later))
        );
    }

    [Theory]
    [InlineData("CVE-2024-2", "a/b", "nuget\nFoo")]
    [InlineData("CVE-2024-1", "a/c", "nuget\nFoo")]
    [InlineData("CVE-2024-1", "a/b", "nuget\nBar")]
    public void Another_rule_repository_or_package_has_another_fingerprint(string rule, string repository, string identity)
    {
        var item = SampleReports.Item("CVE-2024-1", Outcome.Fail, Severity.High) with { Identity = "nuget\nFoo" };
        Assert.NotEqual(
            Fingerprints(SampleReports.Image("a/b:1", "a/b", item)),
            Fingerprints(SampleReports.Image("x:1", repository, item with { Rule = rule, Identity = identity }))
        );
    }

    [Fact]
    public void Items_that_differ_in_nothing_lasting_are_numbered()
    {
        var item = SampleReports.Item("CVE-2024-1", Outcome.Fail, Severity.High);
        var prints = Fingerprints(SampleReports.Image("a/b:1", "a/b", item, item)).ToList();
        Assert.EndsWith(":1", prints[0], StringComparison.Ordinal);
        Assert.Equal(prints[0].Replace(":1", ":2", StringComparison.Ordinal), prints[1]);
    }

    [Fact]
    public void What_is_waived_stays_in_the_file_as_suppressed_with_its_reason()
    {
        using var sarif = Parse(SampleReports.Everything);
        var waived = Results(sarif).Single(result => result.GetProperty("ruleId").ValueEquals("rbac.wildcard"));
        var suppression = waived.GetProperty("suppressions")[0];
        Assert.Equal("external", suppression.GetProperty("kind").GetString());
        Assert.Contains("W-1", suppression.GetProperty("justification").GetString(), StringComparison.Ordinal);
        Assert.Single(Results(sarif), result => result.TryGetProperty("suppressions", out _));
    }

    [Fact]
    public void A_run_with_an_undecided_item_was_not_successful()
    {
        using var sarif = Parse(SampleReports.Everything);
        Assert.Equal(
            [false, true],
            Runs(sarif).Select(run => run.GetProperty("invocations")[0].GetProperty("executionSuccessful").GetBoolean())
        );
    }

    [Theory]
    [InlineData(Severity.Critical, "error", "9.5")]
    [InlineData(Severity.High, "error", "8.0")]
    [InlineData(Severity.Medium, "warning", "5.5")]
    [InlineData(Severity.Low, "note", "2.5")]
    [InlineData(Severity.Unknown, "warning", null)]
    [InlineData(null, "error", "8.0")]
    public void Severities_become_levels_and_the_score_of_the_badge(Severity? severity, string level, string? score)
    {
        using var sarif = Parse(SampleReports.Of(SampleReports.Image("a", "a", SampleReports.Item("x", Outcome.Fail, severity))));
        var properties = Runs(sarif)
            .Single()
            .GetProperty("tool")
            .GetProperty("driver")
            .GetProperty("rules")[0]
            .GetProperty("properties");
        Assert.Equal(level, Results(sarif).Single().GetProperty("level").GetString());
        Assert.Equal(score, properties.TryGetProperty("security-severity", out var stated) ? stated.GetString() : null);
    }

    [Fact]
    public void A_place_has_its_region_and_a_relative_address()
    {
        using var sarif = Parse(SampleReports.Everything);
        var place = Results(sarif).First().GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.Equal("manifests/api.yaml", place.GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.Equal("""{"startLine":12,"startColumn":9,"endLine":12,"endColumn":20}""", Compact(place.GetProperty("region")));
    }

    private static List<string> Fingerprints(ReportSubject subject)
    {
        using var sarif = Parse(SampleReports.Of(subject));
        return
        [
            .. Results(sarif)
                .Select(result => result.GetProperty("partialFingerprints").GetProperty("primaryLocationLineHash").GetString()!),
        ];
    }

    private static JsonDocument Parse(Report report) => JsonDocument.Parse(Written.Sarif(report));

    private static JsonElement.ArrayEnumerator Runs(JsonDocument sarif) => sarif.RootElement.GetProperty("runs").EnumerateArray();

    private static IEnumerable<JsonElement> Results(JsonDocument sarif) =>
        Runs(sarif).SelectMany(run => run.GetProperty("results").EnumerateArray());

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element);
}
