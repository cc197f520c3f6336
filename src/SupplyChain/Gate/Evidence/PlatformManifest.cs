using SupplyChain.Images;

namespace SupplyChain.Gate.Evidence;

/// <summary>One platform of an index.</summary>
/// <param name="Digest">Digest of its manifest.</param>
/// <param name="Name">The platform, as <c>os/architecture[/variant]</c>, or the digest where the index names none.</param>
public sealed record PlatformManifest(Digest Digest, string Name);
