namespace SupplyChain.Signing.Transparency;

/// <summary>A signature as a log's entry holds it.</summary>
/// <param name="Bytes">The signature.</param>
/// <param name="Verifier">What verifies it in DER: a certificate or a public key.</param>
internal sealed record LoggedSignature(ReadOnlyMemory<byte> Bytes, ReadOnlyMemory<byte> Verifier);
