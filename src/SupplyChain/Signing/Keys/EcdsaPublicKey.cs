using System.Security.Cryptography;

namespace SupplyChain.Signing.Keys;

/// <summary>A public key on a NIST curve.</summary>
internal sealed record EcdsaPublicKey : PublicKeyMaterial
{
    private EcdsaPublicKey(EllipticCurve curve, byte[] subjectPublicKeyInfo)
        : base(curve.Algorithm, subjectPublicKeyInfo) =>
        // cosign and sigstore-go verify SHA-256 by a given key whatever its curve, though cosign signs the curve's own hash.
        Hashes = [.. new[] { HashAlgorithmName.SHA256, curve.Hash }.Distinct()];

    public override IReadOnlyList<HashAlgorithmName> Hashes { get; }

    public static EcdsaPublicKey? Open(byte[] der)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(der, out _);
        // The platform reads more than DER; a key has one form, by which bundles name it.
        return Of(key) is not { } opened ? null
            : opened.SubjectPublicKeyInfo.AsSpan().SequenceEqual(der) ? opened
            : throw new CryptographicException("The key is not in DER.");
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
