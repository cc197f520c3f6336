using System.Text;
using System.Text.Json;
using SupplyChain.Scanning.Trivy;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Scanning.Trivy;

public sealed class TrivyReportReaderTests
{
    [Fact]
    public void Every_report_is_read_without_loss()
    {
        var files = Directory.GetFiles(TestData.Require("trivy/reports"), "*.golden").Where(IsReport).ToList();
        Assert.True(files.Count > 30);
        foreach (var file in files)
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            var report = TrivyReportReader.Read(File.ReadAllBytes(file));
            var results = Items(json.RootElement, "Results").ToList();
            var vulnerabilities = results.SelectMany(result => Items(result, "Vulnerabilities")).ToList();

            Assert.Equal(
                vulnerabilities.Select(item =>
                    (Text(item, "VulnerabilityID"), Text(item, "PkgName"), Text(item, "InstalledVersion"))
                ),
                report.Findings.Select(item => (item.Id, item.Package.Name, item.Package.Version))
            );
            Assert.Equal(
                vulnerabilities.Select(item => Text(item, "FixedVersion")),
                report.Findings.Select(item => string.Join(", ", item.FixedVersions))
            );
            Assert.Equal(
                vulnerabilities.Select(item => Text(item, "Severity")),
                report.Findings.Select(item => item.Severity.ToString().ToUpperInvariant())
            );
            var packages = results.SelectMany(result => Items(result, "Packages")).ToList();
            Assert.Equal(
                packages.Select(item => (Text(item, "Name"), Text(item, "Version"))),
                report.Packages.Take(packages.Count).Select(item => (item.Name, item.Version))
            );
            Assert.All(report.Findings, item => Assert.Contains(report.Packages, package => package.Purl == item.Package.Purl));
            Assert.Equal(results.SelectMany(result => Items(result, "Misconfigurations")).Count(), report.FileFindings.Count);
        }
    }

    [Fact]
    public void A_finding_has_everything_the_report_says()
    {
        var report = TrivyReportReader.Read(File.ReadAllBytes(TestData.Require("trivy/reports/alpine-310.json.golden")));
        var finding = report.Findings[0];
        Assert.Equal("CVE-2019-1549", finding.Id);
        Assert.Equal("apk", finding.Package.Type);
        Assert.Equal("pkg:apk/alpine/libcrypto1.1@1.1.1c-r0?arch=x86_64&distro=3.10.2", finding.Package.Purl);
        Assert.Equal(
            "sha256:9d48c3bd43c520dc2784e868a780e976b207cbf493eaff8c6596eb871cbd9609",
            finding.Package.LayerDigest.ToString()
        );
        Assert.Null(finding.Package.Location);
        Assert.Equal(["1.1.1d-r0"], finding.FixedVersions);
        Assert.Equal(SupplyChain.Scanning.FindingStatus.Fixed, finding.Status);
        Assert.Equal("https://avd.aquasec.com/nvd/cve-2019-1549", finding.References[0]);
        Assert.Equal(("alpine", "nvd"), (finding.Source, finding.SeveritySource));
        Assert.Contains(
            finding.Cvss,
            rating => rating is { Source: "nvd", Score: 5.3, Vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N" }
        );
        Assert.Equal(new DateTimeOffset(2019, 9, 10, 17, 15, 0, TimeSpan.Zero), finding.PublishedAt);
        Assert.True(report.OperatingSystem!.EndOfLife);
        Assert.Equal("sha256:961769676411f082461f9ef46626dd7a2d1e2b2a38e6a44364bcbecf51e66dd4", report.ImageId.ToString());
    }

    [Fact]
    public void What_was_taken_out_is_listed_with_the_reason()
    {
        var report = Read(
            """
            {"SchemaVersion":2,"ArtifactName":"x","Results":[{"Target":"go.mod","Class":"lang-pkgs","Type":"gomod",
             "ExperimentalModifiedFindings":[{"Type":"vulnerability","Status":"not_affected","Statement":"not reachable","Source":"vex.json",
              "Finding":{"VulnerabilityID":"CVE-1","PkgName":"p","InstalledVersion":"1","Severity":"HIGH"}}]}]}
            """
        );
        var excluded = Assert.Single(report.Excluded);
        Assert.Equal(
            ("CVE-1", "not_affected: not reachable", "vex.json"),
            (excluded.Finding.Id, excluded.Reason, excluded.Origin)
        );
        Assert.Empty(report.Findings);
    }

    [Theory]
    [InlineData("\"UNKNOWN\"")]
    [InlineData("\"\"")]
    [InlineData("\"TERRIBLE\"")]
    [InlineData("null")]
    [InlineData("7")]
    public void A_severity_that_is_not_known_is_kept(string severity)
    {
        var report = Read(
            $$"""
            {"SchemaVersion":2,"ArtifactName":"x","Results":[{"Target":"t","Vulnerabilities":[
             {"VulnerabilityID":"CVE-1","PkgName":"p","InstalledVersion":"1","FixedVersion":"2, 3.1,4","Severity":{{severity}}}]}]}
            """
        );
        Assert.Equal(Severity.Unknown, Assert.Single(report.Findings).Severity);
        Assert.Equal(["2", "3.1", "4"], report.Findings[0].FixedVersions);
        Assert.Equal("p", Assert.Single(report.Packages).Name);
    }

    [Fact]
    public void Epoch_version_and_release_stand_together_in_a_package()
    {
        var report = Read(
            """
            {"SchemaVersion":2,"ArtifactName":"x","Results":[{"Target":"t","Class":"os-pkgs","Type":"debian","Packages":[
             {"Name":"a","Version":"1.2","Release":"3","Epoch":4,"SrcName":"s","SrcVersion":"1.1","SrcRelease":"2","Arch":"amd64"}]}]}
            """
        );
        var package = Assert.Single(report.Packages);
        Assert.Equal(("4:1.2-3", "s", "1.1-2"), (package.Version, package.Source!.Name, package.Source.Version));
    }

    [Fact]
    public void The_text_of_a_secret_and_control_characters_do_not_enter_the_report()
    {
        var report = Read(
            """
            {"SchemaVersion":2,"ArtifactName":"x","Results":[{"Target":"a\u001b[31m.env","Secrets":[
             {"RuleID":"aws","Severity":"CRITICAL","Title":"AWS\u0007 key","StartLine":3,"EndLine":3,"Match":"key=AKIA"}]}]}
            """
        );
        var secret = Assert.Single(report.FileFindings);
        Assert.Equal(("a\ufffd[31m.env", "AWS\ufffd key", 3), (secret.Location, secret.Title, secret.StartLine));
        Assert.DoesNotContain("AKIA", secret.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"SchemaVersion":1,"ArtifactName":"x"}""")]
    [InlineData("""{"SchemaVersion":2}""")]
    [InlineData("""{"SchemaVersion":2,"ArtifactName":"x","Results":{}}""")]
    [InlineData("""{"SchemaVersion":2,"ArtifactName":"x","Results":["none"]}""")]
    [InlineData("""{"SchemaVersion":2,"ArtifactName":"x","Results":[{"Vulnerabilities":"none"}]}""")]
    [InlineData("""{"SchemaVersion":2,"ArtifactName":"x","Results":[{"Vulnerabilities":[{"PkgName":"p"}]}]}""")]
    [InlineData("""{"SchemaVersion":2,"ArtifactName":"x","Results":[{"Vulnerabilities":[{"VulnerabilityID":"CVE-1"}]}]}""")]
    [InlineData("""{"SchemaVersion":2,"ArtifactName":"x","Results":[{"Packages":[{"Version":"1"}]}]}""")]
    [InlineData("""{"SchemaVersion":2,"ArtifactName":"x","Metadata":{"OS":{}}}""")]
    public void A_report_that_cannot_be_understood_is_undetermined(string text) =>
        Assert.Equal("trivy.report", Assert.Throws<UndeterminedException>(() => Read(text)).Code);

    [Fact]
    public void A_report_without_results_has_none() =>
        Assert.Empty(Read("""{"SchemaVersion":2,"ArtifactName":"x","ArtifactType":"something new"}""").Packages);

    private static TrivyReport Read(string text) => TrivyReportReader.Read(Encoding.UTF8.GetBytes(text));

    private static bool IsReport(string file) => File.ReadAllText(file).Contains("\"SchemaVersion\"", StringComparison.Ordinal);

    private static JsonElement.ArrayEnumerator Items(JsonElement element, string name) =>
        element.TryGetProperty(name, out var items) ? items.EnumerateArray() : default;

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString()! : "";
}
