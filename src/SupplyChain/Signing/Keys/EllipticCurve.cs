using System.Security.Cryptography;
using Org.BouncyCastle.Asn1.Sec;
using Org.BouncyCastle.Crypto.Parameters;

namespace SupplyChain.Signing.Keys;

/// <summary>A NIST curve and the hash that fits its size (sigstore_common.proto, PublicKeyDetails).</summary>
internal sealed record EllipticCurve(KeyAlgorithm Algorithm, string Oid, ECCurve Curve, HashAlgorithmName Hash)
{
    private static readonly EllipticCurve[] All =
    [
        new(KeyAlgorithm.EcdsaP256Sha256, "1.2.840.10045.3.1.7", ECCurve.NamedCurves.nistP256, HashAlgorithmName.SHA256),
        new(KeyAlgorithm.EcdsaP384Sha256, "1.3.132.0.34", ECCurve.NamedCurves.nistP384, HashAlgorithmName.SHA384),
        new(KeyAlgorithm.EcdsaP521Sha256, "1.3.132.0.35", ECCurve.NamedCurves.nistP521, HashAlgorithmName.SHA512),
    ];

    /// <summary>The curve's numbers, as the deterministic signer wants them.</summary>
    public ECDomainParameters ReadDomain() => new(SecNamedCurves.GetByOid(new(Oid)));

    /// <summary>The curve of a key; null where it is none of the three.</summary>
    public static EllipticCurve? Of(ECDsa key) =>
        key.ExportParameters(includePrivateParameters: false).Curve is { IsNamed: true, Oid.Value: { } oid }
            ? Array.Find(All, curve => curve.Oid == oid)
            : null;

    /// <summary>The curve of an algorithm; null where that is none of ECDSA.</summary>
    public static EllipticCurve? Of(KeyAlgorithm algorithm) => Array.Find(All, curve => curve.Algorithm == algorithm);
}
