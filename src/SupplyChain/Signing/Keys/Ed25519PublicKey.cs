using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
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

        // cosign signs files as they are, and statements pre-hashed (RFC 8032, section 5.1).
        var bytes = signature.ToArray();
        return Verify(new Ed25519Signer(), whole, bytes) || Verify(new Ed25519phSigner([]), whole, bytes);
    }

    private bool Verify(ISigner verifier, byte[] content, byte[] signature)
    {
        verifier.Init(forSigning: false, new Ed25519PublicKeyParameters(Key));
        verifier.BlockUpdate(content, 0, content.Length);
        return verifier.VerifySignature(signature);
    }
}
