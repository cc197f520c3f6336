using SupplyChain.Images;

namespace SupplyChain.Scanning;

/// <summary>An image to scan, by digest.</summary>
/// <param name="Image">The image.</param>
/// <param name="Platform">The platform to scan of an index; needed only where the index has several.</param>
public sealed record ImageTarget(ResolvedImage Image, Platform? Platform = null) : ScanTarget(Image.Written);
