using SupplyChain.Images;

namespace SupplyChain.Manifests.Pinning;

/// <summary>One image reference that was pinned.</summary>
/// <param name="Image">The image as it stood before.</param>
/// <param name="Pinned">The reference with its digest, as it stands now.</param>
public sealed record ImagePin(ManifestImage Image, ImageReference Pinned);
