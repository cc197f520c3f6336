using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using BigInteger = Org.BouncyCastle.Math.BigInteger;

namespace SupplyChain.Signing.Keys;

/// <summary>ECDSA whose nonce follows from key and message (RFC 6979, section 3.2, with HMAC-SHA-256).</summary>
/// <param name="curve">The curve.</param>
/// <param name="secret">The secret number, big endian.</param>
internal sealed class DeterministicEcdsa(EllipticCurve curve, byte[] secret)
{
    // .NET signs with a random nonce only, and a random nonce would give every run of a build other bundles.
    private readonly ECPrivateKeyParameters key = new(new BigInteger(1, secret), curve.ReadDomain());

    /// <summary>Signs a SHA-256 hash; the signature is ASN.1 DER.</summary>
    public byte[] Sign(byte[] hash)
    {
        var signer = new ECDsaSigner(new HMacDsaKCalculator(new Sha256Digest()));
        signer.Init(forSigning: true, key);
        var pair = signer.GenerateSignature(hash);
        return StandardDsaEncoding.Instance.Encode(signer.Order, pair[0], pair[1]);
    }
}
