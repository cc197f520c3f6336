using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SupplyChain.Scanning;
using Xunit;

namespace SupplyChain.Tests.Scanning;

public sealed class ScanReportJsonTests
{
    [Fact]
    public void A_report_comes_back_whole()
    {
        var written = ScanReportJson.Write(SampleReport.Report);
        var read = ScanReportJson.Read(written, "here");

        Assert.Equal(Encoding.UTF8.GetString(written), Encoding.UTF8.GetString(ScanReportJson.Write(read)));
        Assert.Equivalent(SampleReport.Report, read, strict: true);
    }

    [Fact]
    public void A_report_in_which_all_is_absent_that_may_be_comes_back_whole()
    {
        var package = new Package
        {
            Name = "p",
            Version = "1",
            Type = "npm",
        };
        var finding = new Finding
        {
            Id = "CVE-1",
            Aliases = [],
            Severity = Severity.Unknown,
            Package = AffectedPackage.Of(package),
            FixedVersions = [],
            Cvss = [new CvssRating()],
        };
        var sparse = new ScanReport
        {
            Target = new ScannedTarget("dir:x", ScannedTarget.Folder),
            Engine = new ScanEngine("trivy", "1.0.0"),
            Advisories = [new AdvisorySource("trivy-db")],
            StartedAt = DateTimeOffset.UnixEpoch,
            FinishedAt = DateTimeOffset.UnixEpoch,
            OperatingSystem = new Distribution("debian", ""),
            Limitations = [new Limitation("scan.empty", "Nothing.")],
            Layers = [new ScannedLayer()],
            Packages = [package],
            Findings = [finding],
            Excluded = [new ExcludedFinding(finding, "ignored")],
        };

        var read = ScanReportJson.Read(ScanReportJson.Write(sparse), "here");
        Assert.Equivalent(sparse, read, strict: true);
        Assert.False(read.Findings[0].Fixable);
    }

    [Fact]
    public void The_json_has_the_names_that_consumers_rely_on()
    {
        using var json = JsonDocument.Parse(ScanReportJson.Write(SampleReport.Report));
        var root = json.RootElement;

        Assert.Equal("supplychain.scan/v1", root.GetProperty("schema").GetString());
        Assert.False(root.GetProperty("complete").GetBoolean());
        var finding = root.GetProperty("findings")[0];
        Assert.Equal("critical", finding.GetProperty("severity").GetString());
        Assert.Equal("openssl", finding.GetProperty("package").GetProperty("name").GetString());
        Assert.StartsWith("pkg:deb/", finding.GetProperty("package").GetProperty("purl").GetString(), StringComparison.Ordinal);
        Assert.Equal("3.0.15-1~deb12u1", finding.GetProperty("fixedVersions")[0].GetString());
        Assert.Equal("fixed", finding.GetProperty("status").GetString());
        Assert.Equal("openssl", root.GetProperty("packages")[0].GetProperty("name").GetString());
    }

    [Fact]
    public void A_severity_or_status_nobody_knows_is_kept_as_unknown()
    {
        var read = Read(json =>
        {
            json["findings"]![0]!["severity"] = "apocalyptic";
            json["findings"]![0]!["status"] = "maybe";
        });

        Assert.Equal(Severity.Unknown, Assert.Single(read.Findings).Severity);
        Assert.Equal(FindingStatus.Unknown, read.Findings[0].Status);
    }

    [Theory]
    [InlineData("layers")]
    [InlineData("fileFindings")]
    [InlineData("excluded")]
    [InlineData("undecided")]
    public void A_list_that_may_be_absent_is_empty_then(string name)
    {
        var read = Read(json => json.Remove(name));
        Assert.NotNull(read.Layers);
        Assert.NotNull(read.FileFindings);
        Assert.NotNull(read.Excluded);
        Assert.NotNull(read.Undecided);
    }

    [Theory]
    [InlineData("schema")]
    [InlineData("target")]
    [InlineData("engine")]
    [InlineData("advisories")]
    [InlineData("startedAt")]
    [InlineData("finishedAt")]
    [InlineData("complete")]
    [InlineData("limitations")]
    [InlineData("packages")]
    [InlineData("findings")]
    public void A_report_without_a_required_member_is_refused(string name) => Refused(json => json.Remove(name));

    [Theory]
    [InlineData("schema", "\"supplychain.scan/v2\"")]
    [InlineData("complete", "true")]
    [InlineData("complete", "\"no\"")]
    [InlineData("findings", "null")]
    [InlineData("findings", "[null]")]
    [InlineData("findings", "[{}]")]
    [InlineData("packages", "[null]")]
    [InlineData("packages", "{}")]
    [InlineData("excluded", "null")]
    [InlineData("undecided", "[null]")]
    [InlineData("limitations", "[null]")]
    [InlineData("finishedAt", "\"yesterday\"")]
    [InlineData("finishedAt", "\"1969-12-31T00:00:00+00:00\"")]
    public void A_report_with_a_malformed_member_is_refused(string name, string value) =>
        Refused(json => json[name] = JsonNode.Parse(value));

    [Theory]
    [InlineData("severity", "5")]
    [InlineData("severity", "null")]
    [InlineData("aliases", "[null]")]
    [InlineData("fixedVersions", "\"1.0\"")]
    [InlineData("package", "null")]
    public void A_finding_with_a_malformed_member_is_refused(string name, string value) =>
        Refused(json => json["findings"]![0]![name] = JsonNode.Parse(value));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{} {}")]
    public void What_is_not_a_report_is_refused(string text)
    {
        var error = Assert.Throws<UndeterminedException>(() => ScanReportJson.Read(Encoding.UTF8.GetBytes(text), "the file"));
        Assert.Equal("scan.report", error.Code);
        Assert.Contains("the file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_given_twice_is_refused()
    {
        var text = Encoding.UTF8.GetString(ScanReportJson.Write(SampleReport.Report));
        var doubled = text.Replace("\"findings\": [", "\"findings\": [], \"findings\": [", StringComparison.Ordinal);
        Assert.Throws<UndeterminedException>(() => ScanReportJson.Read(Encoding.UTF8.GetBytes(doubled), "here"));
    }

    private static ScanReport Read(Action<JsonObject> change)
    {
        var json = JsonNode.Parse(ScanReportJson.Write(SampleReport.Report))!.AsObject();
        change(json);
        return ScanReportJson.Read(Encoding.UTF8.GetBytes(json.ToJsonString()), "here");
    }

    private static void Refused(Action<JsonObject> change) =>
        Assert.Equal("scan.report", Assert.Throws<UndeterminedException>(() => Read(change)).Code);
}
