using SupplyChain.Images;
using SupplyChain.Scanning;

namespace SupplyChain.Tests.Scanning;

/// <summary>A report with every member set.</summary>
internal static class SampleReport
{
    public static Digest Manifest { get; } = Digest.Parse("sha256:" + new string('a', 64));

    public static Digest Layer { get; } = Digest.Parse("sha256:" + new string('b', 64));

    public static Package Package { get; } =
        new()
        {
            Name = "openssl",
            Version = "3.0.14-1~deb12u1",
            Type = "deb",
            Purl = "pkg:deb/debian/openssl@3.0.14-1~deb12u1?arch=amd64&distro=debian-12",
            Location = "var/lib/dpkg/status",
            LayerDigest = Layer,
            Architecture = "amd64",
            Source = new SourcePackage("openssl", "3.0.14-1~deb12u1"),
            Licenses = ["Apache-2.0"],
        };

    public static Finding Finding { get; } =
        new()
        {
            Id = "CVE-2024-5535",
            Aliases = ["DSA-5764-1"],
            Severity = Severity.Critical,
            Package = AffectedPackage.Of(Package),
            FixedVersions = ["3.0.15-1~deb12u1"],
            Status = FindingStatus.Fixed,
            Title = "SSL_select_next_proto buffer overread",
            Description = "A longer text with <angle> & \"quotes\".",
            References = ["https://www.openssl.org/news/secadv/20240627.txt"],
            Source = "debian",
            SeveritySource = "nvd",
            Cvss = [new CvssRating("nvd", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:H", 9.1)],
            PublishedAt = new DateTimeOffset(2024, 6, 27, 11, 15, 0, TimeSpan.Zero),
        };

    public static ScanReport Report { get; } =
        new()
        {
            Target = new ScannedTarget("registry.example/shop/api:1.0", ScannedTarget.Image, Manifest)
            {
                Platform = "linux/amd64",
                Manifest = Manifest,
            },
            Engine = new ScanEngine(ScanEngine.Builtin, "0.1.0") { Reason = "trivy is not on the PATH" },
            Advisories =
            [
                new AdvisorySource("advisories")
                {
                    Digest = Layer,
                    UpdatedAt = DateTimeOffset.UnixEpoch,
                    Records = 12,
                },
            ],
            StartedAt = DateTimeOffset.UnixEpoch,
            FinishedAt = DateTimeOffset.UnixEpoch.AddSeconds(1),
            OperatingSystem = new Distribution("debian", "12") { Name = "Debian GNU/Linux 12 (bookworm)", EndOfLife = false },
            Limitations = [new Limitation("scan.version", "The version 'x' cannot be compared.", "pkg:deb/debian/x@x")],
            Layers = [new ScannedLayer(Layer, Manifest) { CreatedBy = "COPY . /" }],
            Packages = [Package],
            Findings = [Finding],
            FileFindings =
            [
                new FileFinding
                {
                    Kind = "secret",
                    Id = "aws-access-key-id",
                    Severity = Severity.High,
                    Title = "AWS access key id",
                    Message = "A key is in the image.",
                    Location = "app/config.env",
                    StartLine = 3,
                    EndLine = 3,
                    References = ["https://example.com/rules/aws-access-key-id"],
                },
            ],
            Excluded = [new ExcludedFinding(Finding, "Not affected by a VEX statement.", "vex.json")],
            Undecided = [Finding with { Id = "CVE-2024-0001", Severity = Severity.Unknown }],
        };
}
