using SupplyChain.Images;
using SupplyChain.Signing.Bundles;

namespace SupplyChain.Signing;

/// <summary>A bundle beside an image.</summary>
/// <param name="Manifest">The referrer's manifest, as it is listed.</param>
/// <param name="Digest">Digest of the bundle's bytes, by which a verification summary names it.</param>
/// <param name="Bundle">The bundle.</param>
public sealed record PublishedBundle(Descriptor Manifest, Digest Digest, Bundle Bundle);
