using SupplyChain.Gate.Releases;
using SupplyChain.Images;

namespace SupplyChain.Gate.Evidence;

/// <summary>The facts about a release, and what is needed to act on a verdict about them.</summary>
/// <param name="Facts">The facts.</param>
/// <param name="Images">Where each image was found; those that could not be resolved are absent.</param>
/// <param name="Gated">The manifests with every image pinned; null where an image could not be resolved.</param>
public sealed record GatheredEvidence(
    ReleaseEvidence Facts,
    IReadOnlyDictionary<ImageReference, ResolvedImage> Images,
    IReadOnlyList<GatedFile>? Gated
);
