namespace SupplyChain.Attestations;

/// <summary>One signature over an envelope's payload (DSSE, envelope.md).</summary>
/// <param name="Bytes">The signature, for ECDSA in ASN.1 DER.</param>
/// <param name="KeyId">What the signer calls its key; a hint that proves nothing, and usually absent.</param>
public sealed record EnvelopeSignature(ReadOnlyMemory<byte> Bytes, string? KeyId = null);
