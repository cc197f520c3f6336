using System.Formats.Asn1;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace SupplyChain.Signing.Keys;

/// <summary>An Ed25519 private key.</summary>
/// <param name="Seed">The 32 bytes that everything follows from (RFC 8032, section 5.1.5).</param>
internal sealed record Ed25519PrivateKey(byte[] Seed)
    : PrivateKeyMaterial(
        KeyDer.WrapPrivate(KeyDer.Ed25519Oid, WrapSeed(Seed)),
        Ed25519PublicKey.Open(new Ed25519PrivateKeyParameters(Seed).GeneratePublicKey().GetEncoded())!
    )
{
    public const int SeedSize = 32;

    public static Ed25519PrivateKey? Open(byte[] key)
    {
        var reader = new AsnReader(key, AsnEncodingRules.DER);
        var seed = reader.ReadOctetString();
        reader.ThrowIfNotEmpty();
        return seed.Length == SeedSize ? new Ed25519PrivateKey(seed) : null;
    }

    public override byte[] Sign(SignedContent content)
    {
        var whole = content.FindWhole()!;
        var signer = new Ed25519Signer();
        signer.Init(forSigning: true, new Ed25519PrivateKeyParameters(Seed));
        signer.BlockUpdate(whole, 0, whole.Length);
        return signer.GenerateSignature();
    }

    private static byte[] WrapSeed(byte[] seed)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteOctetString(seed);
        return writer.Encode();
    }
}
