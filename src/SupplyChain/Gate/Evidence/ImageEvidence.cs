using SupplyChain.Attestations.Predicates;
using SupplyChain.Images;
using SupplyChain.Scanning;

namespace SupplyChain.Gate.Evidence;

/// <summary>The facts about one image, without any judgement but whose signature it is.</summary>
public sealed record ImageEvidence
{
    /// <summary>The image reference, as the manifests write it.</summary>
    public required ImageReference Image { get; init; }

    /// <summary>Where the manifests name it.</summary>
    public required IReadOnlyList<ImagePlace> Places { get; init; }

    /// <summary>The manifest or index it was resolved to; null where that failed.</summary>
    public Digest? Digest { get; init; }

    /// <summary>Why the image or its evidence could not be read, as a sentence; null where it could.</summary>
    public string? Failure { get; init; }

    /// <summary>The platforms of an index, in its order, without entries that are no images; empty for a single image.</summary>
    public IReadOnlyList<PlatformManifest> Platforms { get; init; } = [];

    /// <summary>Signatures of the image.</summary>
    public IReadOnlyList<EvidenceReference> Signatures { get; init; } = [];

    /// <summary>Provenance.</summary>
    public IReadOnlyList<EvidenceReference> Provenance { get; init; } = [];

    /// <summary>SBOMs, by their formats.</summary>
    public IReadOnlyList<SignedEvidence<SbomFormat>> Sboms { get; init; } = [];

    /// <summary>Scans.</summary>
    public IReadOnlyList<SignedEvidence<ScanReport>> Scans { get; init; } = [];

    /// <summary>Verdicts of the gatekeeper, on any release and in any environment.</summary>
    public IReadOnlyList<SignedEvidence<VerificationSummary>> Verdicts { get; init; } = [];

    /// <summary>What does not count, and why.</summary>
    public IReadOnlyList<UntrustedEvidence> Untrusted { get; init; } = [];

    /// <summary>What could not be read.</summary>
    public IReadOnlyList<UnreadableEvidence> Unreadable { get; init; } = [];

    /// <summary>What evidence can be about for one of <see cref="Platforms"/> or the whole image to be covered.</summary>
    public IReadOnlyList<PlatformManifest> Parts =>
        Platforms.Count > 0 ? Platforms
        : Digest is { } digest ? [new PlatformManifest(digest, "")]
        : [];
}
