using System.Security.Cryptography;

namespace SupplyChain.Signing.Keys;

/// <summary>A public key on a NIST curve.</summary>
internal sealed record EcdsaPublicKey : PublicKeyMaterial
{
    private EcdsaPublicKey(EllipticCurve curve, byte[] subjectPublicKeyInfo)
        : base(curve.Algorithm, subjectPublicKeyInfo) =>
        // Clients that were written for P-256 sign SHA-256 whatever the curve, as cosign did before its version 3.
        Hashes = curve.Hash == HashAlgorithmName.SHA256 ? [curve.Hash] : [curve.Hash, HashAlgorithmName.SHA256];

    public override IReadOnlyList<HashAlgorithmName> Hashes { get; }

    public static EcdsaPublicKey? Open(byte[] der)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(der, out _);
        return Of(key);
    }

    /// <summary>The public half; null where it is on another curve.</summary>
    public static EcdsaPublicKey? Of(ECDsa key) =>
        EllipticCurve.Of(key) is { } curve ? new EcdsaPublicKey(curve, key.ExportSubjectPublicKeyInfo()) : null;

    public override bool Verify(SignedContent content, ReadOnlySpan<byte> signature)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(SubjectPublicKeyInfo, out _);
        foreach (var algorithm in Hashes)
        {
            if (content.FindHash(algorithm) is { } hash && key.VerifyHash(hash, signature, DSASignatureFormat.Rfc3279DerSequence))
            {
                return true;
            }
        }

        return false;
    }
}
