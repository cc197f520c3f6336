namespace SupplyChain.Signing.Keys;

/// <summary>What a key is and how it signs.</summary>
public enum KeyAlgorithm
{
    /// <summary>ECDSA over NIST P-256 with SHA-256, signatures in ASN.1 DER.</summary>
    EcdsaP256Sha256,

    /// <summary>ECDSA over NIST P-384, signatures in ASN.1 DER. Signs SHA-256, which every client verifies; SHA-384 is verified as well.</summary>
    EcdsaP384Sha256,

    /// <summary>ECDSA over NIST P-521, signatures in ASN.1 DER. Signs SHA-256, which every client verifies; SHA-512 is verified as well.</summary>
    EcdsaP521Sha256,

    /// <summary>RSA of 2048 to 4096 bits, PKCS#1 v1.5 with SHA-256.</summary>
    RsaPkcs1Sha256,

    /// <summary>RSA of 2048 to 4096 bits, PSS with SHA-256 (RFC 4055: the key itself says that it signs so).</summary>
    RsaPssSha256,

    /// <summary>Ed25519 over the content itself (RFC 8032, not the pre-hashed variant).</summary>
    Ed25519,
}
