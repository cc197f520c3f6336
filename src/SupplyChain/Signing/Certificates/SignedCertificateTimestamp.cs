using System.Buffers.Binary;
using System.Formats.Asn1;
using System.Security.Cryptography;

namespace SupplyChain.Signing.Certificates;

/// <summary>A certificate log's promise to hold a certificate (RFC 6962, section 3.2).</summary>
internal sealed record SignedCertificateTimestamp
{
    private const int MaximumCount = 16;
    private const byte EcdsaSignature = 3;
    private const byte RsaSignature = 1;

    /// <summary>Identifies the log's key.</summary>
    public required ReadOnlyMemory<byte> LogId { get; init; }

    /// <summary>When the log promised.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>What the log says besides, such as the index in a static log; signed along.</summary>
    public required ReadOnlyMemory<byte> Extensions { get; init; }

    /// <summary>The time as it is signed, in milliseconds since 1970.</summary>
    public required ulong Milliseconds { get; init; }

    private HashAlgorithmName Hash { get; init; }

    private string KeyOid { get; init; } = "";

    private ReadOnlyMemory<byte> Signature { get; init; }

    /// <summary>The promises inside a certificate; empty where it has none.</summary>
    /// <exception cref="FormatException">They cannot be read.</exception>
    public static IReadOnlyList<SignedCertificateTimestamp> ReadAll(Certificate certificate)
    {
        if (certificate.Find(Oids.EmbeddedTimestamps) is not { } extension)
        {
            return [];
        }

        var list = DerReading.Read(extension.Value, "a certificate's log promise", reader => reader.ReadOctetString());
        var rest = new TlsReader(list);
        var all = new TlsReader(rest.Vector(2));
        rest.End();
        var found = new List<SignedCertificateTimestamp>();
        while (all.HasData)
        {
            found.Add(Read(all.Vector(2)));
        }

        return found.Count <= MaximumCount
            ? found
            : throw new FormatException($"a certificate has {found.Count} log promises and the limit is {MaximumCount}");
    }

    /// <summary>Whether the log's key made this promise about the certificate.</summary>
    public bool Verify(SubjectKey key, CertificateChain chain)
    {
        var signed = WithoutTimestamps(chain.Certificates[0]);
        var issuer = SHA256.HashData(chain.Issuer.Key.SubjectPublicKeyInfo.Span);
        using var content = new MemoryStream();
        content.Write([0, 0]);
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(number, Milliseconds);
        content.Write(number);
        content.Write([0, 1]);
        content.Write(issuer);
        content.Write([(byte)(signed.Length >> 16), (byte)(signed.Length >> 8), (byte)signed.Length]);
        content.Write(signed);
        content.Write([(byte)(Extensions.Length >> 8), (byte)Extensions.Length]);
        content.Write(Extensions.Span);
        return KeyOid == key.AlgorithmOid && key.Verify(content.ToArray(), Signature.Span, Hash);
    }

    private static SignedCertificateTimestamp Read(ReadOnlyMemory<byte> bytes)
    {
        var reader = new TlsReader(bytes);
        if (reader.Number(1) != 0)
        {
            throw new FormatException("a log promise is not of version 1");
        }

        var log = reader.Bytes(SHA256.HashSizeInBytes);
        var time = reader.Number(8);
        var extensions = reader.Vector(2);
        var (hash, signer) = (reader.Number(1), reader.Number(1));
        var signature = reader.Vector(2);
        reader.End();
        return new SignedCertificateTimestamp
        {
            LogId = log,
            Milliseconds = time,
            Time =
                time <= (ulong)DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
                    ? DateTimeOffset.FromUnixTimeMilliseconds((long)time)
                    : throw new FormatException("a log promise has a time after the year 9999"),
            Extensions = extensions,
            Signature = signature,
            Hash = HashOf(hash),
            KeyOid = signer switch
            {
                EcdsaSignature => Oids.EcPublicKey,
                RsaSignature => Oids.RsaEncryption,
                _ => throw new FormatException("a log promise is signed by an unknown algorithm"),
            },
        };
    }

    // By the numbers of TLS 1.2 (RFC 5246, section 7.4.1.4.1).
    private static HashAlgorithmName HashOf(ulong number) =>
        number switch
        {
            4 => HashAlgorithmName.SHA256,
            5 => HashAlgorithmName.SHA384,
            6 => HashAlgorithmName.SHA512,
            _ => throw new FormatException("a log promise is made with an unknown hash"),
        };

    // The log saw the certificate before the promises were put into it.
    private static byte[] WithoutTimestamps(Certificate certificate)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        var fields = new AsnReader(certificate.Signed, AsnEncodingRules.DER).ReadSequence();
        using (writer.PushSequence())
        {
            while (fields.HasData)
            {
                if (fields.IsNext(DerReading.Tagged(3)))
                {
                    WriteOtherExtensions(writer, fields.ReadSequence(DerReading.Tagged(3)).ReadSequence());
                }
                else
                {
                    writer.WriteEncodedValue(fields.ReadEncodedValue().Span);
                }
            }
        }

        return writer.Encode();
    }

    private static void WriteOtherExtensions(AsnWriter writer, AsnReader extensions)
    {
        using (writer.PushSequence(DerReading.Tagged(3)))
        using (writer.PushSequence())
        {
            while (extensions.HasData)
            {
                var encoded = extensions.ReadEncodedValue();
                var oid = new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence().ReadObjectIdentifier();
                if (oid != Oids.EmbeddedTimestamps)
                {
                    writer.WriteEncodedValue(encoded.Span);
                }
            }
        }
    }
}
