using System.Formats.Asn1;
using System.Security.Cryptography;
using SupplyChain.Signing.Certificates;

namespace SupplyChain.Signing.Timestamps;

/// <summary>A timestamp authority's answer, read and not yet verified (RFC 3161, TimeStampResp; RFC 5652, SignedData).</summary>
internal sealed record TimestampToken
{
    /// <summary>Largest answer that is read, in bytes.</summary>
    public const int MaximumSize = 256 * 1024;

    private const int MaximumCertificates = 16;

    /// <summary>What the authority signed: the time and the imprint.</summary>
    public required TimestampInfo Info { get; init; }

    /// <summary>The bytes of <see cref="Info"/>.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>The certificates that came with it; may be empty, and none of them is trusted.</summary>
    public required IReadOnlyList<Certificate> Certificates { get; init; }

    /// <summary>The authority's signature.</summary>
    public required TimestampSigner Signer { get; init; }

    /// <summary>Reads an answer in DER.</summary>
    /// <exception cref="FormatException">The bytes are none that grants a timestamp.</exception>
    public static TimestampToken Parse(ReadOnlyMemory<byte> der) =>
        der.Length > MaximumSize
            ? throw new FormatException($"a signed timestamp has {der.Length} bytes and the limit is {MaximumSize}")
            : DerReading.Read(der, "a signed timestamp", reader => ReadResponse(reader.ReadSequence()));

    private static TimestampToken ReadResponse(AsnReader response)
    {
        var status = response.ReadSequence();
        if (!status.TryReadInt32(out var number) || number != 0 || !response.HasData)
        {
            throw new FormatException("the timestamp authority refused to sign the time");
        }

        SkipStatusText(status);
        var content = response.ReadSequence();
        response.ThrowIfNotEmpty();
        if (content.ReadObjectIdentifier() != Oids.SignedData)
        {
            throw new FormatException("a signed timestamp holds no signed data");
        }

        var wrapper = content.ReadSequence(DerReading.Tagged(0));
        content.ThrowIfNotEmpty();
        var token = ReadSignedData(wrapper.ReadSequence());
        wrapper.ThrowIfNotEmpty();
        return token;
    }

    private static TimestampToken ReadSignedData(AsnReader data)
    {
        const int version = 3;
        if (!data.TryReadInt32(out var number) || number != version)
        {
            throw new FormatException("a signed timestamp is of another version than 3");
        }

        var digests = data.ReadSetOf();
        var digest = digests.ReadAlgorithm();
        digests.ThrowIfNotEmpty();
        var wrapper = data.ReadSequence();
        if (wrapper.ReadObjectIdentifier() != Oids.TimestampInfo)
        {
            throw new FormatException("a signed timestamp holds something else than a time");
        }

        var content = wrapper.ReadSequence(DerReading.Tagged(0)).Single(inner => inner.ReadOctetString());
        wrapper.ThrowIfNotEmpty();
        var certificates = data.IsNext(DerReading.Tagged(0)) ? ReadCertificates(data.ReadSetOf(DerReading.Tagged(0))) : [];
        var signer = data.ReadSetOf().Single(signers => TimestampSigner.Read(signers.ReadSequence()));
        data.ThrowIfNotEmpty();
        return signer.DigestAlgorithm != digest
            ? throw new FormatException("a signed timestamp's signer does not use the hash that it names")
            : new TimestampToken
            {
                Info = DerReading.Read(content, "a signed timestamp", reader => TimestampInfo.Read(reader.ReadSequence())),
                Content = content,
                Certificates = certificates,
                Signer = signer,
            };
    }

    // What an authority says besides is signed by nobody and says nothing; where it grants, there is no reason for a failure.
    private static void SkipStatusText(AsnReader status)
    {
        if (status.HasData)
        {
            for (var texts = status.ReadSequence(); texts.HasData; )
            {
                _ = texts.ReadCharacterString(UniversalTagNumber.UTF8String);
            }
        }

        status.ThrowIfNotEmpty();
    }

    private static List<Certificate> ReadCertificates(AsnReader set)
    {
        var certificates = new List<Certificate>();
        while (set.HasData)
        {
            certificates.Add(Certificate.Parse(set.ReadEncodedValue()));
        }

        return certificates.Count <= MaximumCertificates
            ? certificates
            : throw new FormatException($"a signed timestamp has more than {MaximumCertificates} certificates");
    }

    /// <summary>Whether the certificate's key signed exactly this time and imprint, and the signature is bound to the certificate.</summary>
    public bool IsSignedBy(Certificate certificate) =>
        SignatureAlgorithms.Hash(Signer.DigestAlgorithm) is { } hash
        && Signer.MessageDigest.Span.SequenceEqual(CryptographicOperations.HashData(hash, Content.Span))
        && Signer.Names(certificate)
        && Signer.Verify(certificate.Key, hash);
}
