using System.Buffers.Binary;
using System.Formats.Asn1;
using System.Security.Cryptography;

namespace SupplyChain.Testing.Sigstore;

/// <summary>A log of certificates that promises to hold what it is shown (RFC 6962), with extensions as a static log has them.</summary>
public sealed class VirtualCertificateLog(SigstoreFault fault)
{
    private static readonly byte[] Extensions = [0, 0, 5, 0, 0, 0, 0, 7];

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>The log's key in DER.</summary>
    public byte[] PublicKey => key.ExportSubjectPublicKeyInfo();

    /// <summary>What promises call the log.</summary>
    public byte[] Id => SHA256.HashData(PublicKey);

    /// <summary>The content of a certificate's extension: a list of one promise.</summary>
    /// <param name="signedPart">The certificate's signed part, without promises.</param>
    /// <param name="issuerKey">Its issuer's key in DER.</param>
    /// <param name="now">When the log promises.</param>
    public byte[] Promise(byte[] signedPart, byte[] issuerKey, DateTimeOffset now)
    {
        var time = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(time, now.ToUnixTimeMilliseconds());
        byte[] signed =
        [
            0,
            0,
            .. time,
            0,
            1,
            .. SHA256.HashData(issuerKey),
            .. Length(signedPart.Length, 3),
            .. signedPart,
            .. Length(Extensions.Length, 2),
            .. Extensions,
        ];
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var signer = fault == SigstoreFault.PromiseByStranger ? stranger : key;
        var signature = signer.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        var extensions = Extensions.ToArray();
        extensions[^1] ^= (byte)(fault == SigstoreFault.PromiseExtensionsAltered ? 1 : 0);
        const byte sha256 = 4;
        const byte ecdsa = 3;
        byte[] promise =
        [
            0,
            .. Id,
            .. time,
            .. Length(extensions.Length, 2),
            .. extensions,
            sha256,
            ecdsa,
            .. Length(signature.Length, 2),
            .. signature,
        ];
        byte[] list = [.. Length(promise.Length, 2), .. promise];
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteOctetString([.. Length(list.Length, 2), .. list]);
        return writer.Encode();
    }

    private static byte[] Length(int length, int size)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, length);
        return bytes[(4 - size)..];
    }
}
