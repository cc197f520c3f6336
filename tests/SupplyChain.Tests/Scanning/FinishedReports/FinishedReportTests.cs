using System.Text;
using SupplyChain.Scanning;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Scanning.FinishedReports;

public sealed class FinishedReportTests
{
    [Fact]
    public void Every_report_of_trivy_and_grype_is_read_and_survives_our_own_form()
    {
        var files = Directory
            .GetFiles(TestData.Require("trivy/reports"), "*.golden")
            .Concat(Directory.GetFiles(TestData.Require("grype"), "Test*.golden"))
            .Where(file => !File.ReadAllText(file).Contains("\"bomFormat\"", StringComparison.Ordinal))
            .ToList();
        Assert.True(files.Count > 30);
        Assert.All(
            files,
            file =>
            {
                var report = FinishedReport.Read(File.ReadAllBytes(file), file);
                var again = FinishedReport.Read(ScanReportJson.Write(report), file);
                Assert.Equal(ScanReportJson.Write(report), ScanReportJson.Write(again));
            }
        );
    }

    [Fact]
    public void A_report_of_grype_keeps_what_it_says()
    {
        var report = FinishedReport.Read(File.ReadAllBytes(TestData.Require("grype/TestJsonImgsPresenter.golden")), "grype.json");
        Assert.Equal(ScanEngine.Grype, report.Engine.Name);
        Assert.Equal(ScannedTarget.Image, report.Target.Kind);
        Assert.False(report.Complete);
        var first = report.Findings.Single(finding => finding.Id == "CVE-1999-0001");
        Assert.Equal(["1.2.1", "2.1.3", "3.4.0"], first.FixedVersions);
        Assert.Equal((Severity.Low, FindingStatus.Fixed), (first.Severity, first.Status));
        Assert.Equal(new ExploitPrediction(0.03, 0.42), first.Epss);
        Assert.Equal(8.2, Assert.Single(first.Cvss).Score);
        Assert.Null(first.KnownExploited);
        Assert.Equal("foo/bar/somefile-1.txt", first.Package.Location);
        var second = report.Findings.Single(finding => finding.Id == "CVE-1999-0002");
        Assert.True(second.KnownExploited);
        Assert.Equal((Severity.Critical, FindingStatus.Unknown), (second.Severity, second.Status));
        Assert.Equal("deb", second.Package.Type);
    }

    [Fact]
    public void Grype_findings_of_one_vulnerability_are_one_and_what_it_ignored_is_excluded_with_the_reason()
    {
        var report = Read(
            """
            {"matches":[
              {"vulnerability":{"id":"GHSA-1","severity":"High","namespace":"github","fix":{"versions":["2"],"state":"fixed"}},
               "relatedVulnerabilities":[{"id":"CVE-1","severity":"Medium","namespace":"nvd"}],"matchDetails":[],
               "artifact":{"name":"p","version":"1","type":"npm","purl":"pkg:npm/p@1"}},
              {"vulnerability":{"id":"CVE-1","severity":"Critical","namespace":"nvd","fix":{"versions":[],"state":"unknown"}},
               "relatedVulnerabilities":[],"matchDetails":[],
               "artifact":{"name":"p","version":"1","type":"npm","purl":"pkg:npm/p@1"}}],
             "ignoredMatches":[
              {"appliedIgnoreRules":[{"vulnerability":"CVE-2","reason":"not reachable"}],
               "vulnerability":{"id":"CVE-2","severity":"Low","fix":{"versions":[],"state":"wont-fix"}},"relatedVulnerabilities":[],
               "matchDetails":[],"artifact":{"name":"q","version":"1","type":"deb"}}],
             "alertsByPackage":[{"package":{"name":"q"},"alerts":[{"type":"distro-eol","message":"the distribution has ended"}]}],
             "source":null,"distro":{"name":"","version":"","idLike":null},
             "descriptor":{"name":"grype","version":"0.90.0","timestamp":"2026-11-20T10:00:00Z","db":{"status":{"built":"2026-11-19T00:00:00Z"}}}}
            """
        );
        var finding = Assert.Single(report.Findings);
        Assert.Equal(("CVE-1", Severity.Critical), (finding.Id, finding.Severity));
        Assert.Equal(["GHSA-1"], finding.Aliases);
        Assert.Equal(["2"], finding.FixedVersions);
        var excluded = Assert.Single(report.Excluded);
        Assert.Equal(("CVE-2", "ignored: not reachable"), (excluded.Finding.Id, excluded.Reason));
        Assert.Equal(FindingStatus.WillNotFix, excluded.Finding.Status);
        Assert.Contains(report.Limitations, limitation => limitation is { Code: "scan.alert", Location: "q" });
        Assert.Equal(new DateTimeOffset(2026, 11, 19, 0, 0, 0, TimeSpan.Zero), Assert.Single(report.Advisories).UpdatedAt);
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 10, 0, 0, TimeSpan.Zero), report.FinishedAt);
    }

    [Fact]
    public async Task A_report_of_clair_is_read_whole_and_an_inverted_record_is_no_finding()
    {
        var report = Read(ClairReport);
        Assert.Equal(ScanEngine.Clair, report.Engine.Name);
        Assert.Equal(new Distribution("debian", "12") { Name = "Debian GNU/Linux 12 (bookworm)" }, report.OperatingSystem);
        var finding = Assert.Single(report.Findings);
        Assert.Equal(("CVE-2024-1", Severity.High), (finding.Id, finding.Severity));
        Assert.Equal(["3.0.15-1"], finding.FixedVersions);
        Assert.Equal(["https://a.example/1", "https://a.example/2"], finding.References);
        Assert.Equal(new ExploitPrediction(0.5, 0.9), finding.Epss);
        Assert.Equal("deb", finding.Package.Type);
        Assert.Equal("var/lib/dpkg/status", finding.Package.Location);
        Assert.Equal(9.1, Assert.Single(finding.Cvss).Score);
        Assert.Null(finding.PublishedAt);
        Assert.Equal(new SourcePackage("openssl", "3.0.14-1"), Assert.Single(report.Packages).Source);
        Assert.Contains(report.Limitations, limitation => limitation.Code == "scan.undated");
        await ValidateClairAsync();
    }

    [Theory]
    [InlineData("3.0.15-1", "3.0.15-1")]
    [InlineData("", "")]
    [InlineData("fixed=1.2.3%2Brc1&introduced=0", "1.2.3+rc1")]
    [InlineData("introduced=0&lastAffected=1.2.3", "")]
    public void A_fix_of_clair_is_a_version_or_a_query(string written, string fixes)
    {
        var report = Read(ClairReport.Replace("\"3.0.15-1\"", $"\"{written}\"", StringComparison.Ordinal));
        Assert.Equal(fixes, string.Join(",", report.Findings[0].FixedVersions));
    }

    [Fact]
    public void The_list_of_an_old_trivy_a_cluster_and_a_signed_predicate_are_read_too()
    {
        const string results =
            """[{"Target":"t","Type":"npm","Vulnerabilities":[{"VulnerabilityID":"CVE-1","PkgName":"p","InstalledVersion":"1","Severity":"HIGH"}]}]""";
        string[] forms =
        [
            results,
            $$"""{"ClusterName":"c","Resources":[{"Namespace":"n","Kind":"Pod","Name":"x","Results":{{results}}},{"Kind":"Node"}]}""",
            $$$"""{"invocation":{},"scanner":{"uri":"u","result":{"SchemaVersion":2,"ArtifactName":"a","CreatedAt":1700000000,"Results":{{{results}}}}},"metadata":{}}""",
        ];
        Assert.All(
            forms,
            form =>
            {
                var report = Read(form);
                Assert.Equal("CVE-1", Assert.Single(report.Findings).Id);
                Assert.Contains(report.Limitations, limitation => limitation.Code == "scan.undated");
            }
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""{"schema":"supplychain.scan/v9"}""")]
    [InlineData("""{"matches":{},"descriptor":{}}""")]
    [InlineData("""{"matches":[{}],"descriptor":{}}""")]
    [InlineData("""{"manifest_hash":"none","package_vulnerabilities":{}}""")]
    [InlineData(
        """{"manifest_hash":"sha256:9d48c3bd43c520dc2784e868a780e976b207cbf493eaff8c6596eb871cbd9609","package_vulnerabilities":{"1":["2"]}}"""
    )]
    public void What_is_no_report_is_undetermined(string text) =>
        Assert.Contains(
            Assert.Throws<UndeterminedException>(() => Read(text)).Code,
            (string[])["scan.finished-report", "scan.report"]
        );

    private const string ClairReport = """
        {"manifest_hash":"sha256:9d48c3bd43c520dc2784e868a780e976b207cbf493eaff8c6596eb871cbd9609",
         "packages":{"1":{"id":"1","name":"libssl3","version":"3.0.14-1","kind":"BINARY","arch":"amd64",
           "source":{"id":"2","name":"openssl","version":"3.0.14-1","kind":"SOURCE"}}},
         "distributions":{"1":{"id":"1","did":"debian","name":"Debian GNU/Linux","version":"12 (bookworm)","version_id":"12","pretty_name":"Debian GNU/Linux 12 (bookworm)"}},
         "repository":{},
         "environments":{"1":[{"package_db":"var/lib/dpkg/status","introduced_in":"sha256:9d48c3bd43c520dc2784e868a780e976b207cbf493eaff8c6596eb871cbd9609","distribution_id":"1"}]},
         "vulnerabilities":{
           "7":{"id":"7","updater":"debian/updater","name":"CVE-2024-1","description":"bad","issued":"0001-01-01T00:00:00Z",
             "links":"https://a.example/1 https://a.example/2","severity":"important","normalized_severity":"High",
             "package":{"id":"2","name":"openssl","version":""},"arch_op":"pattern match","fixed_in_version":"3.0.15-1"},
           "8":{"id":"8","updater":"rhel-vex","name":"CVE-2024-2","normalized_severity":"Low","Invert":true,
             "package":{"id":"2","name":"openssl","version":""},"arch_op":"equals"}},
         "package_vulnerabilities":{"1":["7","8"]},
         "enrichments":{
           "message/vnd.clair.map.vulnerability; enricher=clair.cvss schema=none":[{"7":[{"version":"3.1","vectorString":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:N","baseScore":9.1}]}],
           "message/vnd.clair.map.vulnerability; enricher=clair.epss schema=none":[{"7":[{"cve":"CVE-2024-1","epss":0.5,"percentile":0.9}]}]}}
        """;

    // The sample is what Clair's own schema says a report is, but for the member that its Go type adds.
    private static async Task ValidateClairAsync()
    {
        var schemas = TestData.Require("clair");
        using var folder = new TemporaryFolder();
        var report = folder.Write("report.json", ClairReport.Replace("\"Invert\":true,", "", StringComparison.Ordinal));
        var others = Directory
            .GetFiles(schemas, "*.schema.json")
            .Where(path => !path.EndsWith("vulnerability_report.schema.json", StringComparison.Ordinal));
        var result = await PeerProcess.RunAsync(
            "ajv",
            [
                "validate",
                "--spec=draft2020",
                "--strict=false",
                "-c",
                Peers.RequireNodePackage("ajv-formats"),
                "-s",
                Path.Combine(schemas, "vulnerability_report.schema.json"),
                .. others.SelectMany(path => (string[])["-r", path]),
                "-d",
                report,
            ]
        );
        Assert.True(result.ExitCode == 0, result.StandardError);
    }

    private static ScanReport Read(string text) => FinishedReport.Read(Encoding.UTF8.GetBytes(text), "report.json");
}
