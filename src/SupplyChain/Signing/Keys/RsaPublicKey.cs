using System.Security.Cryptography;

namespace SupplyChain.Signing.Keys;

/// <summary>An RSA public key.</summary>
internal sealed record RsaPublicKey(KeyAlgorithm Algorithm, byte[] SubjectPublicKeyInfo, byte[] Pkcs1)
    : PublicKeyMaterial(Algorithm, SubjectPublicKeyInfo)
{
    private const int SmallestSize = 2048;
    private const int LargestSize = 4096;

    public override IReadOnlyList<HashAlgorithmName> Hashes { get; } = [HashAlgorithmName.SHA256];

    /// <summary>Whether a key has a size that is neither weak nor unreasonably slow.</summary>
    public static bool HasUsableSize(RSA key) => key.KeySize is >= SmallestSize and <= LargestSize;

    public static RsaPublicKey? Open(byte[] pkcs1, KeyAlgorithm algorithm)
    {
        using var key = RSA.Create();
        key.ImportRSAPublicKey(pkcs1, out _);
        return !HasUsableSize(key) ? null
            : key.ExportRSAPublicKey().AsSpan().SequenceEqual(pkcs1) ? Of(key, algorithm)
            : throw new CryptographicException("The key is not in DER.");
    }

    public static RsaPublicKey Of(RSA key, KeyAlgorithm algorithm)
    {
        var pkcs1 = key.ExportRSAPublicKey();
        var oid = algorithm == KeyAlgorithm.RsaPssSha256 ? KeyDer.RsaPssOid : KeyDer.RsaOid;
        return new RsaPublicKey(algorithm, KeyDer.WrapPublic(oid, pkcs1), pkcs1);
    }

    public override bool Verify(SignedContent content, ReadOnlySpan<byte> signature)
    {
        if (content.FindHash(HashAlgorithmName.SHA256) is not { } hash)
        {
            return false;
        }

        using var key = RSA.Create();
        key.ImportRSAPublicKey(Pkcs1, out _);
        // A key that doesn't say how it signs may do either (RFC 4055, section 1.2); one made for PSS signs nothing else.
        return key.VerifyHash(hash, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pss)
            || (
                Algorithm == KeyAlgorithm.RsaPkcs1Sha256
                && key.VerifyHash(hash, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            );
    }
}
