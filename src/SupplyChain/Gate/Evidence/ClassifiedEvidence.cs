using SupplyChain.Attestations.Predicates;
using SupplyChain.Scanning;

namespace SupplyChain.Gate.Evidence;

/// <summary>Evidence of one image, or of the manifests, sorted into its kinds as it is found.</summary>
internal sealed class ClassifiedEvidence
{
    public List<EvidenceReference> Signatures { get; } = [];

    public List<EvidenceReference> Provenance { get; } = [];

    public List<SignedEvidence<SbomFormat>> Sboms { get; } = [];

    public List<SignedEvidence<ScanReport>> Scans { get; } = [];

    public List<SignedEvidence<VerificationSummary>> Verdicts { get; } = [];

    public List<SignedEvidence<TestResult>> TestResults { get; } = [];

    public List<UntrustedEvidence> Untrusted { get; } = [];

    public List<UnreadableEvidence> Unreadable { get; } = [];

    public ImageEvidence AddTo(ImageEvidence image) =>
        image with
        {
            Signatures = Signatures,
            Provenance = Provenance,
            Sboms = Sboms,
            Scans = Scans,
            Verdicts = Verdicts,
            Untrusted = Untrusted,
            Unreadable = Unreadable,
        };
}
