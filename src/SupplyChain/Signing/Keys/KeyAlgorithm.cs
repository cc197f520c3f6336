namespace SupplyChain.Signing.Keys;

/// <summary>What a key is and how it signs.</summary>
public enum KeyAlgorithm
{
    /// <summary>ECDSA over NIST P-256 with SHA-256, signatures in ASN.1 DER.</summary>
    EcdsaP256Sha256,
}
