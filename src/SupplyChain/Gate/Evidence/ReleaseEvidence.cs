namespace SupplyChain.Gate.Evidence;

/// <summary>Everything known about a release: what the gate judges, and all it looks at.</summary>
/// <param name="Images">The images, sorted by reference.</param>
/// <param name="Manifests">The manifests.</param>
public sealed record ReleaseEvidence(IReadOnlyList<ImageEvidence> Images, ManifestEvidence Manifests);
