using System.Formats.Asn1;
using System.Security.Cryptography;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace SupplyChain.Signing.Certificates;

/// <summary>The public key of a certificate, a log or an authority, of any algorithm that these use.</summary>
internal sealed class SubjectKey
{
    private readonly string? curve;
    private readonly ReadOnlyMemory<byte> point;
    private readonly Lazy<AsymmetricAlgorithm?> algorithm;

    private SubjectKey(ReadOnlyMemory<byte> der, string oid, string? curve, ReadOnlyMemory<byte> bits)
    {
        this.curve = curve;
        SubjectPublicKeyInfo = der;
        AlgorithmOid = oid;
        point = bits;
        algorithm = new Lazy<AsymmetricAlgorithm?>(Import);
    }

    /// <summary>The key in DER (RFC 5280, SubjectPublicKeyInfo).</summary>
    public ReadOnlyMemory<byte> SubjectPublicKeyInfo { get; }

    /// <summary>Which algorithm the key is for.</summary>
    public string AlgorithmOid { get; }

    /// <summary>Whether the key signs data themselves and no hash of them.</summary>
    public bool SignsWithoutHash => AlgorithmOid == Oids.Ed25519;

    /// <summary>The hash that goes with the key where nothing else says: by the curve's size, SHA-256 for RSA.</summary>
    public HashAlgorithmName DefaultHash =>
        algorithm.Value switch
        {
            ECDsa { KeySize: > 384 } => HashAlgorithmName.SHA512,
            ECDsa { KeySize: > 256 } => HashAlgorithmName.SHA384,
            _ => HashAlgorithmName.SHA256,
        };

    /// <summary>Reads a SubjectPublicKeyInfo.</summary>
    /// <exception cref="FormatException">The bytes are none.</exception>
    public static SubjectKey Parse(ReadOnlyMemory<byte> der) =>
        DerReading.Read(
            der,
            "a public key",
            reader =>
            {
                var info = reader.ReadSequence();
                var (oid, curve) = ReadAlgorithm(info);
                var bits = info.ReadBitString(out var unused);
                info.ThrowIfNotEmpty();
                return unused == 0
                    ? new SubjectKey(der, oid, curve, bits)
                    : throw new FormatException("a public key has a part of a byte");
            }
        );

    /// <summary>Wraps an RSA key that stands without its algorithm (RFC 8017, RSAPublicKey).</summary>
    public static SubjectKey OfRsa(ReadOnlyMemory<byte> der)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Oids.RsaEncryption);
                writer.WriteNull();
            }

            writer.WriteBitString(der.Span);
        }

        return Parse(writer.Encode());
    }

    /// <summary>Whether the key made the signature over these data, with the hash that goes with the key.</summary>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        SignsWithoutHash ? VerifyEd25519(data, signature) : Verify(data, signature, DefaultHash);

    /// <summary>Whether the key made the signature over these data with this hash.</summary>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature, HashAlgorithmName hash) =>
        SignsWithoutHash
            ? VerifyEd25519(data, signature)
            : VerifyHash(CryptographicOperations.HashData(hash, data), signature, hash);

    /// <summary>Whether the key made the signature over data of this hash: ECDSA in DER, or RSA PKCS#1 v1.5.</summary>
    public bool VerifyHash(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature, HashAlgorithmName name)
    {
        try
        {
            return algorithm.Value switch
            {
                ECDsa key => key.VerifyHash(hash, signature, DSASignatureFormat.Rfc3279DerSequence),
                RSA key => key.VerifyHash(hash, signature, name, RSASignaturePadding.Pkcs1),
                _ => false,
            };
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    // The name of the curve is the one parameter that a key may have.
    private static (string Oid, string? Curve) ReadAlgorithm(AsnReader info)
    {
        if (IsEc(info))
        {
            var algorithm = info.ReadSequence();
            var oid = algorithm.ReadObjectIdentifier();
            var curve = algorithm.ReadObjectIdentifier();
            algorithm.ThrowIfNotEmpty();
            return (oid, curve);
        }

        return (info.ReadAlgorithm(), null);
    }

    private static bool IsEc(AsnReader info) =>
        new AsnReader(info.PeekEncodedValue(), AsnEncodingRules.DER).ReadSequence().ReadObjectIdentifier() == Oids.EcPublicKey;

    private bool VerifyEd25519(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        point.Length == Ed25519.PublicKeySize
        && signature.Length == Ed25519.SignatureSize
        && Ed25519.Verify(signature.ToArray(), 0, point.ToArray(), 0, data.ToArray(), 0, data.Length);

    private AsymmetricAlgorithm? Import()
    {
        const int smallestRsa = 2048;
        const int largestRsa = 8192;
        AsymmetricAlgorithm? key = AlgorithmOid switch
        {
            // On an unknown curve the import would end in an exception of the platform's.
            Oids.EcPublicKey when curve is Oids.P256 or Oids.P384 or Oids.P521 => ECDsa.Create(),
            Oids.RsaEncryption => RSA.Create(),
            _ => null,
        };
        try
        {
            key?.ImportSubjectPublicKeyInfo(SubjectPublicKeyInfo.Span, out _);
            return key switch
            {
                ECDsa { KeySize: 256 or 384 or 521 } => key,
                RSA { KeySize: >= smallestRsa and <= largestRsa } => key,
                _ => null,
            };
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
