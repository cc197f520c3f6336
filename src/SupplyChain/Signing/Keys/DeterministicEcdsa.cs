using System.Security.Cryptography;
using Org.BouncyCastle.Asn1.Sec;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using BigInteger = Org.BouncyCastle.Math.BigInteger;

namespace SupplyChain.Signing.Keys;

/// <summary>ECDSA over P-256 whose nonce follows from key and message (RFC 6979, section 3.2, with HMAC-SHA-256).</summary>
/// <param name="secret">The secret number, big endian.</param>
internal sealed class DeterministicEcdsa(byte[] secret)
{
    // .NET signs with a random nonce only, and a random nonce would give every run of a build other bundles.
    private readonly ECPrivateKeyParameters key = new(
        new BigInteger(1, secret),
        new ECDomainParameters(SecNamedCurves.GetByOid(SecObjectIdentifiers.SecP256r1))
    );

    /// <summary>Signs a SHA-256 hash; the signature is ASN.1 DER.</summary>
    public byte[] Sign(ReadOnlySpan<byte> hash)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(hash.Length, SHA256.HashSizeInBytes, nameof(hash));
        var signer = new ECDsaSigner(new HMacDsaKCalculator(new Sha256Digest()));
        signer.Init(forSigning: true, key);
        var pair = signer.GenerateSignature(hash.ToArray());
        return StandardDsaEncoding.Instance.Encode(signer.Order, pair[0], pair[1]);
    }
}
