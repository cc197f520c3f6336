using SupplyChain.Attestations.Predicates;
using SupplyChain.Manifests.Linting;

namespace SupplyChain.Gate.Evidence;

/// <summary>The facts about the manifests of a release.</summary>
public sealed record ManifestEvidence
{
    /// <summary>The files, sorted by name.</summary>
    public required IReadOnlyList<ManifestFileEvidence> Files { get; init; }

    /// <summary>What linting says of them; null where the policy does not ask for it.</summary>
    public LintReport? Lint { get; init; }

    /// <summary>Signed lint reports, each for one of the files.</summary>
    public IReadOnlyList<SignedEvidence<TestResult>> LintAttestations { get; init; } = [];

    /// <summary>Places that seem to name an image, but can't be recognised as one for certain, with what stands there.</summary>
    public IReadOnlyList<(ImagePlace Place, string Text)> Unresolved { get; init; } = [];

    /// <summary>What among the local bundles does not count.</summary>
    public IReadOnlyList<UntrustedEvidence> Untrusted { get; init; } = [];

    /// <summary>What among the local bundles could not be read.</summary>
    public IReadOnlyList<UnreadableEvidence> Unreadable { get; init; } = [];
}
