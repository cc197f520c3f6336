namespace SupplyChain.Signing.Bundles;

/// <summary>A signature over the bytes of a file (sigstore_common.proto, MessageSignature).</summary>
/// <param name="DigestAlgorithm">Name of the digest's algorithm, such as <c>SHA2_256</c>; null where there is no digest.</param>
/// <param name="Digest">Digest of the file as its signer saw it; a hint, so a verifier computes its own.</param>
/// <param name="Signature">The signature, for ECDSA in ASN.1 DER.</param>
public sealed record MessageSignature(string? DigestAlgorithm, ReadOnlyMemory<byte> Digest, ReadOnlyMemory<byte> Signature)
{
    /// <summary>Name of SHA-256 in bundles.</summary>
    public const string Sha256 = "SHA2_256";
}
