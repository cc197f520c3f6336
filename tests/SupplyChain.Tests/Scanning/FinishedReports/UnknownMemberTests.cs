using System.Text;
using System.Text.Json;
using SupplyChain.Scanning;
using Xunit;

namespace SupplyChain.Tests.Scanning.FinishedReports;

public sealed class UnknownMemberTests
{
    [Fact]
    public void What_trivy_says_beside_the_model_is_kept_where_it_belongs()
    {
        var report = Read(
            """
            {"SchemaVersion":2,"ArtifactName":"x","ArtifactType":"vm","Novel":{"a":[1,{"b":null}]},"Metadata":{"Size":5,"ImageConfig":{"config":{"Env":["KEY=hidden"]}}},
             "Results":[{"Target":"t","Class":"custom","Type":"new","CustomResources":[{"Type":"c","Data":true}],
               "Packages":[{"ID":"p@1","Name":"p","Version":"1","Identifier":{"PURL":"pkg:npm/p@1","UID":"u"},"Maintainer":"me","Modularitylabel":"m:1","DependsOn":["q@1"],"Dev":true},
                           {"ID":"q@1","Name":"q","Version":"1","Identifier":{"PURL":"pkg:npm/q@1"},"DependsOn":["p@1"]}],
               "Vulnerabilities":[{"VulnerabilityID":"CVE-1","PkgName":"p","PkgIdentifier":{"PURL":"pkg:npm/p@1"},"InstalledVersion":"1","Severity":"TERRIBLE","Status":"forgotten","Fingerprint":"f",
                 "CVSS":{"nvd":{"V3Vector":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H","V50Score":7}}}],
               "Misconfigurations":[{"ID":"A","Title":"T","Severity":"LOW","Status":"FAIL","Resolution":"do","CauseMetadata":{"Service":"s","StartLine":3,"Code":{"Lines":[{"Content":"password: hidden"}]}}}],
               "Secrets":[{"RuleID":"r","Severity":"HIGH","Title":"S","Category":"c","StartLine":1,"EndLine":1,"Match":"hidden","Code":{"Lines":[{"Content":"hidden"}]},"Offset":9}],
               "Licenses":[{"Severity":"LOW","Category":"notice","PkgName":"p","FilePath":"","Name":"MIT","Text":"hidden","Confidence":0.9,"Link":"l"}]}]}
            """
        );
        Assert.Equal(
            """{"ArtifactType":"vm","Novel":{"a":[1,{"b":null}]},"Metadata":{"Size":5},"Results":[{"Target":"t","Class":"custom","Type":"new","CustomResources":[{"Type":"c","Data":true}]}]}""",
            Text(report.Details)
        );
        Assert.Equal(
            """{"ID":"p@1","Identifier":{"UID":"u"},"DependsOn":["q@1"],"Dev":true}""",
            Text(report.Packages[0].Details)
        );
        Assert.Equal(("me", "m:1"), (report.Packages[0].Supplier, report.Packages[0].Module));
        Assert.Equal(
            [
                ["pkg:npm/q@1"],
                ["pkg:npm/p@1"],
            ],
            report.Packages.Select(package => package.DependsOn)
        );
        var finding = Assert.Single(report.Findings);
        Assert.Equal(
            """{"Fingerprint":"f","CVSS":{"nvd":{"V50Score":7}},"Severity":"TERRIBLE","Status":"forgotten"}""",
            Text(finding.Details)
        );
        Assert.Equal(9.8, Assert.Single(finding.Cvss).Score);
        Assert.Equal(
            [
                """{"Resolution":"do","CauseMetadata":{"Service":"s"}}""",
                """{"Category":"c","Offset":9}""",
                """{"Confidence":0.9,"Link":"l"}""",
            ],
            report.FileFindings.Select(item => Text(item.Details))
        );
        Assert.DoesNotContain("hidden", Encoding.UTF8.GetString(ScanReportJson.Write(report)), StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_that_trivy_took_out_is_listed()
    {
        var report = Read(
            """
            {"SchemaVersion":2,"ArtifactName":"x","Results":[{"Target":"f",
              "Misconfigurations":[{"ID":"A","Title":"T","Severity":"LOW","Status":"EXCEPTION"},{"ID":"B","Title":"T","Severity":"LOW","Status":"PASS"}],
              "ExperimentalModifiedFindings":[
                {"Type":"misconfiguration","Status":"ignored","Statement":"known","Source":"ignore.yaml","Finding":{"ID":"C","Title":"T","Severity":"HIGH","Status":"FAIL"}},
                {"Type":"secret","Status":"ignored","Source":"ignore.yaml","Finding":{"RuleID":"r","Severity":"HIGH","Title":"S","Match":"hidden"}},
                {"Type":"license","Status":"ignored","Statement":"","Source":"--ignored-licenses","Finding":{"Severity":"LOW","Name":"MIT"}},
                {"Type":"novel","Status":"ignored","Source":"s","Finding":{"a":1}}]}]}
            """
        );
        Assert.Empty(report.FileFindings);
        Assert.Equal(
            [
                ("A", "EXCEPTION", null),
                ("C", "ignored: known", "ignore.yaml"),
                ("r", "ignored", "ignore.yaml"),
                ("MIT", "ignored", "--ignored-licenses"),
            ],
            report.ExcludedFiles.Select(excluded => (excluded.Finding.Id, excluded.Reason, excluded.Origin))
        );
        Assert.Equal(
            """{"Results":[{"Target":"f","ExperimentalModifiedFindings":[{"Type":"novel","Status":"ignored","Source":"s","Finding":{"a":1}}]}]}""",
            Text(report.Details)
        );
        Assert.DoesNotContain("hidden", Encoding.UTF8.GetString(ScanReportJson.Write(report)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_kept_is_plain_and_can_be_read_back_however_deep_it_was()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 200)) + "1" + new string('}', 200);
        var report = Read(
            $$"""
            {"SchemaVersion":2,"ArtifactName":"x","Deep":{{deep}},"Results":[{"Target":"t",
              "Packages":[{"Name":"p","Version":"1","New":"\u001b[31m\u202e","Ne\u001bw":[{{deep}}]}]}]}
            """
        );
        var json = ScanReportJson.Write(report);
        Assert.Equal(json, ScanReportJson.Write(ScanReportJson.Read(json, "ours")));
        Assert.Equal("\ufffd[31m\ufffd", Assert.Single(report.Packages).Details!.Value.GetProperty("New").GetString());
        Assert.True(report.Packages[0].Details!.Value.TryGetProperty("Ne\ufffdw", out _));
    }

    [Fact]
    public void Clair_says_one_vulnerability_of_two_updaters_once_with_what_both_know()
    {
        var report = Read(
            """
            {"manifest_hash":"sha256:9d48c3bd43c520dc2784e868a780e976b207cbf493eaff8c6596eb871cbd9609",
             "packages":{"1":{"id":"1","name":"p","version":"1","kind":"binary","cpe":"c"}},"environments":{},"distributions":{},"repository":{},
             "vulnerabilities":{
               "7":{"id":"7","updater":"a","name":"CVE-1","normalized_severity":"Low","severity":"low","fixed_in_version":"","links":"https://a.example"},
               "8":{"id":"8","updater":"b","name":"CVE-1","normalized_severity":"High","severity":"grave","fixed_in_version":"2","links":"https://b.example","range":{"[":"0"}},
               "9":{"id":"9","updater":"c","name":"GHSA-1","normalized_severity":"Unknown","Aliases":["CVE-1"],"fixed_in_version":"3"}},
             "package_vulnerabilities":{"1":["7","8","9"]}}
            """
        );
        var finding = Assert.Single(report.Findings);
        Assert.Equal(("CVE-1", Severity.High, FindingStatus.Fixed), (finding.Id, finding.Severity, finding.Status));
        Assert.Equal(["GHSA-1"], finding.Aliases);
        Assert.Equal(["2", "3"], finding.FixedVersions);
        Assert.Equal(["https://a.example", "https://b.example"], finding.References);
        Assert.Contains("grave", Text(finding.Details), StringComparison.Ordinal);
        Assert.Equal("""{"id":"1","kind":"binary","cpe":"c"}""", Text(report.Packages[0].Details));
    }

    private static string Text(JsonElement? element) => element?.GetRawText() ?? "";

    private static ScanReport Read(string text) => FinishedReport.Read(Encoding.UTF8.GetBytes(text), "report.json");
}
