using System.Security.Cryptography;

namespace SupplyChain.Signing.Keys;

/// <summary>The part of a private key that differs by its kind.</summary>
/// <param name="Pkcs8">The key in DER (RFC 5958).</param>
/// <param name="Public">Its public half.</param>
internal abstract record PrivateKeyMaterial(byte[] Pkcs8, PublicKeyMaterial Public)
{
    /// <summary>Signs a content whose bytes or hash are known.</summary>
    public abstract byte[] Sign(SignedContent content);

    /// <summary>Reads a PKCS#8 key; null where it is of no kind that is known.</summary>
    /// <exception cref="CryptographicException">It is malformed.</exception>
    /// <exception cref="System.Formats.Asn1.AsnContentException">It is malformed.</exception>
    public static PrivateKeyMaterial? Read(byte[] pkcs8)
    {
        var (oid, key) = KeyDer.OpenPrivate(pkcs8);
        return oid switch
        {
            KeyDer.EcOid => EcdsaPrivateKey.Open(ecdsa => Import(ecdsa.ImportPkcs8PrivateKey, pkcs8)),
            KeyDer.RsaOid => RsaPrivateKey.Open(key, KeyAlgorithm.RsaPkcs1Sha256),
            KeyDer.RsaPssOid => RsaPrivateKey.Open(key, KeyAlgorithm.RsaPssSha256),
            KeyDer.Ed25519Oid => Ed25519PrivateKey.Open(key),
            _ => null,
        };
    }

    /// <summary>Reads a SEC1 key (<c>EC PRIVATE KEY</c>).</summary>
    public static PrivateKeyMaterial? ReadSec1(byte[] der) =>
        EcdsaPrivateKey.Open(ecdsa => Import(ecdsa.ImportECPrivateKey, der));

    /// <summary>Makes a new key.</summary>
    /// <param name="algorithm">Its kind.</param>
    /// <param name="rsaSize">Bits of an RSA key.</param>
    public static PrivateKeyMaterial Generate(KeyAlgorithm algorithm, int rsaSize)
    {
        if (algorithm == KeyAlgorithm.Ed25519)
        {
            return new Ed25519PrivateKey(RandomNumberGenerator.GetBytes(Ed25519PrivateKey.SeedSize));
        }

        if (EllipticCurve.Of(algorithm) is { } curve)
        {
            using var ecdsa = ECDsa.Create(curve.Curve);
            return EcdsaPrivateKey.Of(ecdsa)!;
        }

        using var rsa = RSA.Create(rsaSize);
        return RsaPrivateKey.Of(rsa, algorithm);
    }

    private delegate void Importer(ReadOnlySpan<byte> der, out int read);

    private static void Import(Importer import, byte[] der)
    {
        import(der, out var read);
        if (read != der.Length)
        {
            throw new CryptographicException("Something stands behind the key.");
        }
    }
}
