using System.Security.Cryptography;

namespace SupplyChain.Signing.Certificates;

/// <summary>Which hash a signature algorithm uses, and for which keys it is.</summary>
internal static class SignatureAlgorithms
{
    /// <summary>Whether the key made the signature over these data by the algorithm with this identifier.</summary>
    public static bool Verify(SubjectKey key, string algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        Find(algorithm) is { } found && found.Key == key.AlgorithmOid && key.Verify(data, signature, found.Hash);

    /// <summary>The hash with this identifier; null for SHA-1 and all others that do not count.</summary>
    public static HashAlgorithmName? Hash(string oid) =>
        oid switch
        {
            "2.16.840.1.101.3.4.2.1" => HashAlgorithmName.SHA256,
            "2.16.840.1.101.3.4.2.2" => HashAlgorithmName.SHA384,
            "2.16.840.1.101.3.4.2.3" => HashAlgorithmName.SHA512,
            _ => null,
        };

    private static (string Key, HashAlgorithmName Hash)? Find(string algorithm) =>
        algorithm switch
        {
            "1.2.840.10045.4.3.2" => (Oids.EcPublicKey, HashAlgorithmName.SHA256),
            "1.2.840.10045.4.3.3" => (Oids.EcPublicKey, HashAlgorithmName.SHA384),
            "1.2.840.10045.4.3.4" => (Oids.EcPublicKey, HashAlgorithmName.SHA512),
            "1.2.840.113549.1.1.11" => (Oids.RsaEncryption, HashAlgorithmName.SHA256),
            "1.2.840.113549.1.1.12" => (Oids.RsaEncryption, HashAlgorithmName.SHA384),
            "1.2.840.113549.1.1.13" => (Oids.RsaEncryption, HashAlgorithmName.SHA512),
            Oids.Ed25519 => (Oids.Ed25519, HashAlgorithmName.SHA512),
            _ => null,
        };
}
