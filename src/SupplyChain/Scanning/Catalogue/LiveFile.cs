using SupplyChain.Images;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>A file that is there in the view built so far.</summary>
/// <param name="Facts">What it says, its packages attributed to layers.</param>
/// <param name="Layer">The layer it stands in; null outside images.</param>
internal sealed record LiveFile(FileFacts Facts, Digest? Layer);
