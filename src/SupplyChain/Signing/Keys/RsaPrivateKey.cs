using System.Security.Cryptography;

namespace SupplyChain.Signing.Keys;

/// <summary>An RSA private key. PKCS#1 v1.5 is deterministic; PSS is not, by its nature.</summary>
internal sealed record RsaPrivateKey(byte[] Pkcs8, RsaPublicKey RsaPublic, byte[] Pkcs1) : PrivateKeyMaterial(Pkcs8, RsaPublic)
{
    public static RsaPrivateKey? Open(byte[] pkcs1, KeyAlgorithm algorithm)
    {
        using var key = RSA.Create();
        key.ImportRSAPrivateKey(pkcs1, out var read);
        return read == pkcs1.Length && RsaPublicKey.HasUsableSize(key) ? Of(key, algorithm) : null;
    }

    public static RsaPrivateKey Of(RSA key, KeyAlgorithm algorithm)
    {
        var pkcs1 = key.ExportRSAPrivateKey();
        var oid = algorithm == KeyAlgorithm.RsaPssSha256 ? KeyDer.RsaPssOid : KeyDer.RsaOid;
        return new RsaPrivateKey(KeyDer.WrapPrivate(oid, pkcs1), RsaPublicKey.Of(key, algorithm), pkcs1);
    }

    public override byte[] Sign(SignedContent content)
    {
        using var key = RSA.Create();
        key.ImportRSAPrivateKey(Pkcs1, out _);
        var padding = Public.Algorithm == KeyAlgorithm.RsaPssSha256 ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
        return key.SignHash(content.FindHash(HashAlgorithmName.SHA256)!, HashAlgorithmName.SHA256, padding);
    }
}
