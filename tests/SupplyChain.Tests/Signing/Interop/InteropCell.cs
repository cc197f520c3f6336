namespace SupplyChain.Tests.Signing.Interop;

/// <summary>What one client made of another's signature.</summary>
/// <param name="Kind">What was signed.</param>
/// <param name="Key">The kind of key.</param>
/// <param name="Signer">Who signed.</param>
/// <param name="Verifier">Who verified.</param>
/// <param name="Verified">Whether it did; null where the signer refused the key.</param>
internal sealed record InteropCell(string Kind, string Key, string Signer, string Verifier, bool? Verified);
