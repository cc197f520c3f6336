using System.Text;
using SupplyChain.Attestations;
using SupplyChain.Attestations.Predicates;
using SupplyChain.Gate.Evidence;
using SupplyChain.Gate.Policies;
using SupplyChain.Gate.Verdicts;
using SupplyChain.Images;
using SupplyChain.Manifests;
using SupplyChain.Manifests.Linting;
using SupplyChain.Scanning;
using SupplyChain.Signing.Keys;

namespace SupplyChain.Tests.Gate.Verdicts;

/// <summary>A policy and the facts of a release that passes it, to change one at a time.</summary>
internal static class Facts
{
    public const string Repository = "registry.shop.example/shop/api";

    public static readonly DateTimeOffset Now = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);

    public static readonly Digest Image = Digest.Sha256("image"u8);

    private static readonly PublicKey Key = PrivateKey.Generate().PublicKey;

    public static ImageRequirement Requirement { get; } =
        new()
        {
            Match = Pattern("registry.shop.example/**"),
            DigestRequired = true,
            Signature = new SignedBy(["ci"]),
            Provenance = new SignedBy(["ci"]),
            Sbom = new SbomRequirement(new SignedBy(["ci"]), [SbomFormat.CycloneDx]),
            Scan = new ScanRequirement(
                new SignedBy(["scanner"]),
                TimeSpan.FromDays(3),
                [
                    new FindingLimit(Severity.Critical, null, TimeSpan.Zero),
                    new FindingLimit(Severity.High, true, TimeSpan.FromDays(14)),
                ]
            ),
        };

    public static PolicyEnvironment Demands { get; } =
        new()
        {
            PolicyId = "https://shop.example/policy",
            Name = "prod",
            Mode = GateMode.Enforce,
            ValidFor = TimeSpan.FromHours(24),
            Signers = [By("ci"), By("scanner")],
            Registries = [Pattern("registry.shop.example/**")],
            Images = [Requirement],
            Manifests = new ManifestRequirement { Level = PodSecurityLevel.Restricted, Attested = new SignedBy(["ci"]) },
            Waivers = [],
        };

    public static ScanReport Report { get; } =
        new()
        {
            Target = new ScannedTarget("api", ScannedTarget.Image, Image),
            Engine = new ScanEngine("builtin", "1.0"),
            Advisories = [new AdvisorySource("advisories")],
            StartedAt = Now.AddHours(-2),
            FinishedAt = Now.AddHours(-1),
            Limitations = [],
            Packages =
            [
                new Package
                {
                    Name = "Json",
                    Version = "1.0",
                    Type = "nuget",
                },
            ],
            Findings = [],
        };

    public static ImageEvidence Evidence { get; } =
        new()
        {
            Image = ImageReference.Parse($"{Repository}:1.4.0"),
            Places = [new ImagePlace("20-api.yaml", 30, 18, "Deployment shop/api", "spec.containers[0].image")],
            Digest = Image,
            Signatures = [By("ci", PredicateTypes.ImageSignature)],
            Provenance = [By("ci", PredicateTypes.Provenance)],
            Sboms = [new SignedEvidence<SbomFormat>(By("ci", PredicateTypes.CycloneDx), SbomFormat.CycloneDx)],
            Scans = [Scan(Report)],
        };

    public static ManifestFileEvidence File { get; } = new("20-api.yaml", Digest.Sha256("source"u8), Digest.Sha256("gated"u8));

    public static ManifestEvidence YamlFiles { get; } =
        new()
        {
            Files = [File],
            Lint = new LintReport([], [], [], ["some-rule"], ["20-api.yaml"], 1, 1),
            LintAttestations = [Lint(TestOutcome.Passed)],
        };

    public static RepositoryPattern Pattern(string text) =>
        RepositoryPattern.TryParse(text, out var pattern) ? pattern : throw new ArgumentException(text);

    private static Signer By(string name) =>
        new() { Name = name, Keys = [new SignerKey($"signers.{name}.key", $"{name}.pub", Key)] };

    public static EvidenceReference By(string signer, string type, Digest? subject = null) =>
        new()
        {
            Type = type,
            Digest = Digest.Sha256(Encoding.UTF8.GetBytes($"{signer} {type} {subject}")),
            Subject = subject ?? Image,
            Signers = [signer],
            Location = Repository,
        };

    public static SignedEvidence<ScanReport> Scan(ScanReport report, string signer = "scanner", Digest? subject = null) =>
        new(
            By(signer, PredicateTypes.VulnerabilityScan, subject) with
            {
                Digest = Digest.Sha256(ScanReportJson.Write(report)),
            },
            report
        );

    public static SignedEvidence<TestResult> Lint(TestOutcome outcome, string signer = "ci", Digest? subject = null) =>
        new(
            By(signer, PredicateTypes.TestResult, subject ?? File.Digest),
            new TestResult { Result = outcome, Configuration = [] }
        );

    public static Finding Finding(string id, Severity severity, string? fixedIn = null, int publishedDaysAgo = 100) =>
        new()
        {
            Id = id,
            Aliases = [$"GHSA-{id}"],
            Severity = severity,
            Package = new AffectedPackage("Json", "1.0", "pkg:nuget/Json@1.0"),
            FixedVersions = fixedIn is null ? [] : [fixedIn],
            PublishedAt = Now.AddDays(-publishedDaysAgo),
        };

    public static LintFinding LintFinding(string rule, Severity severity) =>
        new(rule, severity, "It is wrong.", "Make it right.", "20-api.yaml", 3, 5, new ResourceName("Deployment", "shop", "api"));

    public static Waiver Waiver(string rule) =>
        new()
        {
            Id = "W-1",
            Rule = rule,
            Environments = ["prod"],
            Owner = "team",
            Reason = "It is not reachable.",
            Expires = new DateOnly(2026, 6, 30),
        };

    public static Verdict Judge(
        ImageEvidence? image = null,
        ManifestEvidence? manifests = null,
        PolicyEnvironment? policy = null,
        DateTimeOffset? now = null
    ) => ReleaseGate.Judge(policy ?? Demands, new ReleaseEvidence([image ?? Evidence], manifests ?? YamlFiles), now ?? Now);

    public static PolicyEnvironment With(params IReadOnlyList<Waiver> waivers) => Demands with { Waivers = waivers };

    public static ImageEvidence Scanned(params IReadOnlyList<Finding> findings) =>
        Evidence with
        {
            Scans = [Scan(Report with { Findings = findings })],
        };

    /// <summary>The only check of the verdict with this outcome.</summary>
    public static GateCheck Only(this Verdict verdict, GateCheckOutcome outcome) =>
        Xunit.Assert.Single(verdict.AllChecks, check => check.Outcome == outcome);
}
