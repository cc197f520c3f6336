using System.Globalization;
using System.Text;
using SupplyChain.Attestations;
using SupplyChain.Attestations.Predicates;
using SupplyChain.Gate.Evidence;
using SupplyChain.Gate.Policies;
using SupplyChain.Gate.Releases;
using SupplyChain.Gate.Verdicts;
using SupplyChain.Images;

namespace SupplyChain.Gate.Publication;

/// <summary>Makes the statements that say what a verdict is about an image, and about the manifests (SLSA verification summary).</summary>
/// <param name="policy">The policy of the verdict.</param>
/// <param name="verdict">The verdict.</param>
/// <param name="decision">Digest of the file with every reason.</param>
internal sealed class VerdictSummaries(PolicyEnvironment policy, Verdict verdict, Digest decision)
{
    private const string SlsaVersion = "1.2";

    /// <summary>The level that a passed verdict of an environment states, such as <c>GATE_ENV_PROD</c>.</summary>
    public static string LevelOf(string environment) => $"GATE_ENV_{environment.ToUpperInvariant().Replace('-', '_')}";

    /// <summary>The URI of an image in a verdict.</summary>
    public static string UriOf(string repository, Digest digest) => $"oci://{repository}@{digest}";

    /// <summary>The statement about an image.</summary>
    public Statement About(ImageVerdict image)
    {
        var digest =
            image.Digest ?? throw new ArgumentException("An image without a digest has no verdict to state.", nameof(image));
        return Summary(
                UriOf(image.Repository, digest),
                image.Outcome,
                image.Expiry,
                image.Checks.Select(check => ((string?)image.Repository, check)),
                [LevelOf(policy.Name), .. ScanLevel(image)]
            )
            .ToStatement([Subject.Of(digest, image.Repository)]);
    }

    /// <summary>The statement about the manifests, and with them the whole release: its subjects are the gated files.</summary>
    public Statement About(IReadOnlyList<GatedFile> files) =>
        Summary(UriOf(files), verdict.Outcome, verdict.Expiry, AllChecks(), [LevelOf(policy.Name)])
            .ToStatement(files.Select(file => Subject.Of(file.Digest, file.Name)));

    private IEnumerable<(string? Repository, GateCheck Check)> AllChecks() =>
        verdict
            .Images.SelectMany(image => image.Checks.Select(check => ((string?)image.Repository, check)))
            .Concat(verdict.Manifests.Checks.Select(check => ((string?)null, check)));

    // What 'sha256sum' prints of the files, sorted by name, hashed: anyone can compute it.
    private static string UriOf(IReadOnlyList<GatedFile> files)
    {
        var lines = files.OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => $"{file.Digest.Hex}  {file.Name}\n");
        return $"urn:supplychain:release:{Digest.Sha256(Encoding.UTF8.GetBytes(string.Concat(lines)))}";
    }

    private VerificationSummary Summary(
        string resource,
        VerdictOutcome outcome,
        VerdictExpiry? expiry,
        IEnumerable<(string? Repository, GateCheck Check)> checks,
        IReadOnlyList<string> levels
    )
    {
        var passed = outcome == VerdictOutcome.Pass;
        return new VerificationSummary
        {
            Verifier = new SummaryVerifier(policy.VerifierId)
            {
                Version = new Dictionary<string, string> { ["supplychain"] = ProductVersion.Current },
            },
            TimeVerified = verdict.EvaluatedAt,
            ResourceUri = resource,
            Policy = new ResourceDescriptor { Uri = verdict.Policy.Uri, Digest = Digests(verdict.Policy.Digest) },
            InputAttestations = Inputs(checks) is { Length: > 0 } inputs ? inputs : null,
            VerificationResult = passed ? VerificationResult.Passed : VerificationResult.Failed,
            VerifiedLevels = passed ? levels : ["FAILED"],
            SlsaVersion = SlsaVersion,
            Decision = new ResourceDescriptor { Name = "decision.json", Digest = Digests(decision) },
            Expires = passed ? expiry?.At : null,
        };
    }

    private static ResourceDescriptor[] Inputs(IEnumerable<(string? Repository, GateCheck Check)> checks) =>
        [
            .. checks
                .SelectMany(item => item.Check.Evidence.Select(evidence => (item.Repository, Evidence: evidence)))
                .DistinctBy(item => item.Evidence.Digest)
                .OrderBy(item => item.Evidence.Digest.ToString(), StringComparer.Ordinal)
                .Select(item => new ResourceDescriptor
                {
                    Uri = UriOf(item.Repository, item.Evidence),
                    Digest = Digests(item.Evidence.Digest),
                }),
        ];

    // A bundle in a file has no address that would mean anything to a reader elsewhere.
    private static string? UriOf(string? repository, EvidenceReference evidence) =>
        repository is not null && evidence.Manifest is { } manifest ? UriOf(repository, manifest) : null;

    private static Dictionary<string, string> Digests(Digest digest) => new() { [digest.Algorithm] = digest.Hex };

    // States the age that was demanded, in whole hours, and only where it was met without a waiver.
    private IEnumerable<string> ScanLevel(ImageVerdict image)
    {
        var ages = image.Checks.Where(check => check.Id == RuleIds.ScanAge).ToArray();
        var scan = policy.RequirementFor(image.Repository)?.Scan;
        return scan is null || ages.Length == 0 || ages.Any(check => check.Outcome != GateCheckOutcome.Pass)
            ? []
            : [string.Create(CultureInfo.InvariantCulture, $"GATE_SCAN_{Math.Ceiling(scan.MaximumAge.TotalHours)}H")];
    }
}
