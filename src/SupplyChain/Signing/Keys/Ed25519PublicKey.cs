using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace SupplyChain.Signing.Keys;

/// <summary>An Ed25519 public key.</summary>
internal sealed record Ed25519PublicKey(byte[] SubjectPublicKeyInfo, byte[] Key)
    : PublicKeyMaterial(KeyAlgorithm.Ed25519, SubjectPublicKeyInfo)
{
    public override IReadOnlyList<HashAlgorithmName> Hashes => [];

    public static Ed25519PublicKey? Open(byte[] key) =>
        key.Length == Ed25519PublicKeyParameters.KeySize
            ? new Ed25519PublicKey(KeyDer.WrapPublic(KeyDer.Ed25519Oid, key), key)
            : null;

    public override bool Verify(SignedContent content, ReadOnlySpan<byte> signature)
    {
        if (content.FindWhole() is not { } whole)
        {
            return false;
        }

        var verifier = new Ed25519Signer();
        verifier.Init(forSigning: false, new Ed25519PublicKeyParameters(Key));
        verifier.BlockUpdate(whole, 0, whole.Length);
        return verifier.VerifySignature(signature.ToArray());
    }
}
