using System.Security.Cryptography;

namespace SupplyChain.Signing.Bundles;

/// <summary>A signature over the bytes of a file (sigstore_common.proto, MessageSignature).</summary>
/// <param name="DigestAlgorithm">Name of the digest's algorithm, such as <c>SHA2_256</c>; null where there is no digest.</param>
/// <param name="Digest">Digest of the file as its signer saw it; a hint, so a verifier computes its own.</param>
/// <param name="Signature">The signature, for ECDSA in ASN.1 DER.</param>
public sealed record MessageSignature(string? DigestAlgorithm, ReadOnlyMemory<byte> Digest, ReadOnlyMemory<byte> Signature)
{
    private static readonly (string Name, HashAlgorithmName Hash)[] Known =
    [
        ("SHA2_256", HashAlgorithmName.SHA256),
        ("SHA2_384", HashAlgorithmName.SHA384),
        ("SHA2_512", HashAlgorithmName.SHA512),
    ];

    /// <summary>The hash that <see cref="DigestAlgorithm"/> names; null where it is none that is known.</summary>
    internal HashAlgorithmName? Hash =>
        Array.Find(Known, known => known.Name == DigestAlgorithm) is { Name: not null } found ? found.Hash : null;

    /// <summary>Name of a hash in bundles (sigstore_common.proto, HashAlgorithm).</summary>
    internal static string NameOf(HashAlgorithmName hash) => Array.Find(Known, known => known.Hash == hash).Name;
}
