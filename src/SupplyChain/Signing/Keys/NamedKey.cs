namespace SupplyChain.Signing.Keys;

/// <summary>A public key and the name that people know it by, such as a signer's in a policy or a file's.</summary>
/// <param name="Name">The name.</param>
/// <param name="Key">The key.</param>
public sealed record NamedKey(string Name, PublicKey Key);
