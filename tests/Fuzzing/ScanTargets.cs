using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using SupplyChain.Scanning;
using SupplyChain.Scanning.Advisories;
using SupplyChain.Testing;

namespace SupplyChain.Fuzzing;

/// <summary>What a scan is given beside its target: advisories in every form, and the reports of other scanners.</summary>
internal static class ScanTargets
{
    private const string Json = """
        {"id":"GHSA-1","modified":"2026-01-02T03:04:05Z","published":"2026-01-01T00:00:00Z","aliases":["CVE-2026-1"],"upstream":["CVE-2026-2"],
        "summary":"s","details":"d","severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
        "affected":[{"package":{"ecosystem":"PyPI","name":"requests"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"2.0"}]},
        {"type":"GIT","repo":"https://example.com","events":[{"introduced":"0"}]}],"versions":["1.2.3","1.0rc1"],
        "database_specific":{"severity":"HIGH"}},
        {"package":{"ecosystem":"Debian:12","name":"bash"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"1"},{"last_affected":"1:5-2+b1"},{"limit":"*"}]}]},
        {"package":{"ecosystem":"npm","name":"left-pad"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"1.3.0"}]}]}],
        "references":[{"type":"WEB","url":"https://example.com/a"}],"withdrawn":null}
        """;

    private const string Yaml = """
        id: GO-1
        modified: 2026-01-02T03:04:05Z
        affected:
        - package: {ecosystem: Go, name: example.com/a}
          ranges:
          - type: SEMVER
            events: [{introduced: '0'}, {fixed: 1.2.3}]
        details: |
          text
        """;

    private static readonly string[] Purls =
    [
        "pkg:pypi/requests@1.2.3",
        "pkg:deb/debian/bash@5-2?distro=debian-12",
        "pkg:npm/left-pad@1.2.0",
        "pkg:golang/example.com/a@v1.0.0",
    ];

    public static IEnumerable<FuzzTarget> All() =>
        [
            new FuzzTarget("advisory", [Bytes(Json)], input => Match(OsvReader.Read(input, "a.json"))),
            new FuzzTarget("advisory-yaml", [Bytes(Yaml)], input => Match(OsvReader.Read(input, "a.yaml"))),
            new FuzzTarget("advisory-zip", [Zip()], input => Load(input, "a.zip")),
            new FuzzTarget("advisory-tar", [Tar()], input => Load(input, "a.tar")),
            new FuzzTarget("advisory-tgz", [Gzip(Tar())], input => Load(input, "a.tgz")),
            new FuzzTarget(
                "report",
                [.. Seeds.Whole("trivy/reports"), .. Seeds.Whole("grype"), Bytes(Clair), Bytes(Cluster), Bytes(Wrapped)],
                ReadReport
            ),
        ];

    private const string Clair = """
        {"manifest_hash":"sha256:aa","packages":{"1":{"id":"1","name":"bash","version":"5.0","kind":"binary","source":{"id":"2","name":"bash","version":"5.0"},"arch":"amd64"}},
        "distributions":{"1":{"id":"1","did":"debian","name":"Debian","version_id":"12"}},"repository":{"1":{"id":"1","name":"r"}},
        "environments":{"1":[{"package_db":"var/lib/dpkg/status","introduced_in":"sha256:bb","distribution_id":"1","repository_ids":["1"]}]},
        "vulnerabilities":{"7":{"id":"7","updater":"debian","name":"CVE-2026-1","description":"d","issued":"2026-01-01T00:00:00Z",
        "links":"https://a https://b","severity":"high","normalized_severity":"High","fixed_in_version":"fixed=5.1&introduced=0"}},
        "package_vulnerabilities":{"1":["7"]},"enrichments":{"message/vnd.clair.map.vulnerability; enricher=clair.cvss":[{"7":[{"version":"3.1",
        "vectorString":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H","baseScore":9.8}]}]}}
        """;

    private const string Cluster = """
        {"ClusterName":"c","Resources":[{"Namespace":"n","Kind":"Pod","Name":"p","Metadata":[{"OS":{"Family":"alpine","Name":"3.20"}}],
        "Results":[{"Target":"t","Class":"os-pkgs","Type":"alpine","Vulnerabilities":[{"VulnerabilityID":"CVE-1","PkgName":"a","InstalledVersion":"1","Severity":"LOW"}]}]}]}
        """;

    private const string Wrapped = """
        {"invocation":{"parameters":null},"scanner":{"uri":"pkg:github/aquasecurity/trivy@0.70.0","version":"0.70.0","db":{},
        "result":{"SchemaVersion":2,"CreatedAt":1629894030,"ArtifactName":"a","ArtifactType":"container_image","Results":[]}},
        "metadata":{"scanStartedOn":"2026-01-01T00:00:00Z","scanFinishedOn":"2026-01-01T00:00:00Z"}}
        """;

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static void Match(Advisory advisory)
    {
        foreach (var affected in advisory.Affected)
        {
            _ = OsvSeverity.Of(advisory, affected);
            foreach (var purl in Purls)
            {
                var url = PackageUrl.Parse(purl)!;
                var name = url.Namespace is null || url.Type == "deb" ? url.Name : $"{url.Namespace}/{url.Name}";
                var package = new Package
                {
                    Name = name,
                    Version = url.Version!,
                    Type = url.Type,
                    Purl = purl,
                };
                _ = AffectedVersionsJudge.Judge(affected, url.Version!, Ecosystem.Of(package, null)!, []);
            }
        }
    }

    // An archive is opened by its path, so that its records are read one by one.
    private static void Load(byte[] input, string name)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.At(name), input);
        _ = AdvisoryIndex.Load(
            folder.Path,
            new HashSet<(string, string)> { ("PyPI", "requests"), ("Go", "example.com/a"), ("npm", "left-pad") },
            CancellationToken.None
        );
    }

    private static void ReadReport(byte[] input)
    {
        var written = ScanReportJson.Write(FinishedReport.Read(input, "report.json"));
        if (!ScanReportJson.Write(FinishedReport.Read(written, "again.json")).AsSpan().SequenceEqual(written))
        {
            throw new InvalidOperationException("A report is written otherwise than it is read.");
        }
    }

    private static byte[] Zip()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in new[] { ("a/one.json", Json), ("two.yaml", Yaml), ("readme.txt", "") })
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Bytes(content));
            }
        }

        return stream.ToArray();
    }

    private static byte[] Tar()
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var (name, content) in new[] { ("a/one.json", Json), ("two.yaml", Yaml) })
            {
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Bytes(content)) });
            }
        }

        return stream.ToArray();
    }

    private static byte[] Gzip(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal))
        {
            gzip.Write(content);
        }

        return stream.ToArray();
    }
}
