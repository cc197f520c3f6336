using System.Security.Cryptography;

namespace SupplyChain.Signing.Keys;

/// <summary>The part of a public key that differs by its kind.</summary>
/// <param name="Algorithm">How its private half signs.</param>
/// <param name="SubjectPublicKeyInfo">The key in DER, in the one encoding that every client gives it.</param>
internal abstract record PublicKeyMaterial(KeyAlgorithm Algorithm, byte[] SubjectPublicKeyInfo)
{
    /// <summary>The hashes that signatures of this key may cover, its own first; empty where they cover the content itself.</summary>
    public abstract IReadOnlyList<HashAlgorithmName> Hashes { get; }

    /// <summary>Whether the signature covers this content.</summary>
    public abstract bool Verify(SignedContent content, ReadOnlySpan<byte> signature);

    /// <summary>Reads a SubjectPublicKeyInfo; null where the key is of no kind that is known.</summary>
    /// <exception cref="CryptographicException">It is malformed.</exception>
    /// <exception cref="System.Formats.Asn1.AsnContentException">It is malformed.</exception>
    public static PublicKeyMaterial? Read(byte[] der)
    {
        var (oid, key) = KeyDer.OpenPublic(der);
        return oid switch
        {
            KeyDer.EcOid => EcdsaPublicKey.Open(der),
            KeyDer.RsaOid => RsaPublicKey.Open(key, KeyAlgorithm.RsaPkcs1Sha256),
            KeyDer.RsaPssOid => RsaPublicKey.Open(key, KeyAlgorithm.RsaPssSha256),
            KeyDer.Ed25519Oid => Ed25519PublicKey.Open(key),
            _ => null,
        };
    }
}
