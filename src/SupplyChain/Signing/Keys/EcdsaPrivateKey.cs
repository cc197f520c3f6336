using System.Security.Cryptography;

namespace SupplyChain.Signing.Keys;

/// <summary>A private key on a NIST curve.</summary>
internal sealed record EcdsaPrivateKey : PrivateKeyMaterial
{
    private readonly DeterministicEcdsa signer;

    private EcdsaPrivateKey(ECDsa key, EllipticCurve curve)
        : base(key.ExportPkcs8PrivateKey(), EcdsaPublicKey.Of(key)!)
    {
        signer = new DeterministicEcdsa(curve, key.ExportParameters(includePrivateParameters: true).D!);
    }

    public static EcdsaPrivateKey? Open(Action<ECDsa> import)
    {
        using var key = ECDsa.Create();
        import(key);
        return Of(key);
    }

    /// <summary>The key; null where it is on another curve.</summary>
    public static EcdsaPrivateKey? Of(ECDsa key) => EllipticCurve.Of(key) is { } curve ? new EcdsaPrivateKey(key, curve) : null;

    public override byte[] Sign(SignedContent content) => signer.Sign(content.FindHash(HashAlgorithmName.SHA256)!);
}
