using System.Formats.Asn1;
using System.Security.Cryptography;
using SupplyChain.Signing.Certificates;

namespace SupplyChain.Signing.Timestamps;

/// <summary>The signature of a timestamp authority, over attributes that name the content and the certificate (RFC 5652, SignerInfo).</summary>
internal sealed record TimestampSigner
{
    private const int MaximumAttributes = 16;

    /// <summary>Identifier of the hash that the attributes are made with.</summary>
    public required string DigestAlgorithm { get; init; }

    /// <summary>Hash of the content.</summary>
    public ReadOnlyMemory<byte> MessageDigest { get; private init; }

    // Issuer's name and serial number, or the key's identifier, one of the two.
    private (ReadOnlyMemory<byte> Issuer, ReadOnlyMemory<byte> Serial)? Named { get; init; }

    private ReadOnlyMemory<byte> KeyIdentifier { get; init; }

    private ReadOnlyMemory<byte> SignedAttributes { get; init; }

    private string SignatureAlgorithm { get; init; } = "";

    private ReadOnlyMemory<byte> Signature { get; init; }

    private HashAlgorithmName? CertificateHashAlgorithm { get; init; }

    private ReadOnlyMemory<byte> CertificateHash { get; init; }

    /// <summary>Reads a signer's part of a timestamp.</summary>
    public static TimestampSigner Read(AsnReader fields)
    {
        var versionFits = fields.TryReadInt32(out var version);
        (ReadOnlyMemory<byte>, ReadOnlyMemory<byte>)? named = null;
        ReadOnlyMemory<byte> identifier = default;
        var keyIdentifier = DerReading.Tagged(0, isConstructed: false);
        var isNamedByKey = fields.IsNext(keyIdentifier);
        if (isNamedByKey)
        {
            identifier = fields.ReadOctetString(keyIdentifier);
        }
        else
        {
            var name = fields.ReadSequence();
            named = (name.ReadEncodedValue(), name.ReadIntegerBytes());
            name.ThrowIfNotEmpty();
        }

        // The version says in which way the certificate is named (RFC 5652, section 5.3).
        if (!versionFits || version != (isNamedByKey ? 3 : 1))
        {
            throw new FormatException("a signed timestamp's signer is of another version than it should be");
        }

        var digest = fields.ReadAlgorithm();
        if (!fields.IsNext(DerReading.Tagged(0)))
        {
            throw new FormatException("a signed timestamp has no signed attributes");
        }

        var encoded = fields.ReadEncodedValue().ToArray();
        // Signed as a SET, though sent under a tag of its own (RFC 5652, section 5.4).
        encoded[0] = 0x31;
        var signer = new TimestampSigner
        {
            DigestAlgorithm = digest,
            Named = named,
            KeyIdentifier = identifier,
            SignedAttributes = encoded,
            SignatureAlgorithm = fields.ReadAlgorithm(),
            Signature = fields.ReadOctetString(),
        };
        // Attributes that nobody signed are refused with whatever else stands here.
        fields.ThrowIfNotEmpty();
        return signer.WithAttributes();
    }

    /// <summary>Whether the signature says that this certificate belongs to it.</summary>
    public bool Names(Certificate certificate) =>
        (Named is { } named ? IsNamed(certificate, named) : HasKeyIdentifier(certificate))
        && CertificateHashAlgorithm is { } hash
        && CertificateHash.Span.SequenceEqual(CryptographicOperations.HashData(hash, certificate.Raw.Span));

    /// <summary>Whether the key made the signature over the attributes.</summary>
    public bool Verify(SubjectKey key, HashAlgorithmName hash) =>
        SignatureAlgorithm == Oids.RsaEncryption
            ? key.AlgorithmOid == Oids.RsaEncryption && key.Verify(SignedAttributes.Span, Signature.Span, hash)
            : SignatureAlgorithms.Verify(key, SignatureAlgorithm, SignedAttributes.Span, Signature.Span);

    private static bool IsNamed(Certificate certificate, (ReadOnlyMemory<byte> Issuer, ReadOnlyMemory<byte> Serial) named) =>
        named.Issuer.Span.SequenceEqual(certificate.Issuer.Span)
        && named.Serial.Span.SequenceEqual(certificate.SerialNumber.Span);

    private bool HasKeyIdentifier(Certificate certificate) =>
        certificate.Find(Oids.SubjectKeyIdentifier) is { } extension
        && DerReading
            .Read(extension.Value, "a certificate's extension", reader => (ReadOnlyMemory<byte>)reader.ReadOctetString())
            .Span.SequenceEqual(KeyIdentifier.Span);

    private TimestampSigner WithAttributes()
    {
        var attributes = ReadAttributes(SignedAttributes);
        if (Required(attributes, Oids.ContentType).Single(value => value.ReadObjectIdentifier()) != Oids.TimestampInfo)
        {
            throw new FormatException("a signed timestamp's attributes are about something else");
        }

        var digest = Required(attributes, Oids.MessageDigest).Single(value => value.ReadOctetString());
        var version2 = attributes.ContainsKey(Oids.SigningCertificateV2);
        var first = Required(attributes, version2 ? Oids.SigningCertificateV2 : Oids.SigningCertificate)
            .Single(value => value.ReadSequence().ReadSequence().ReadSequence());
        // The first form is bound to SHA-1 (RFC 2634), the second names its hash unless it is SHA-256 (RFC 5035).
        var algorithm =
            !version2 ? HashAlgorithmName.SHA1
            : first.IsNext(Asn1Tag.Sequence) ? SignatureAlgorithms.Hash(first.ReadAlgorithm())
            : HashAlgorithmName.SHA256;
        return this with
        {
            MessageDigest = digest,
            CertificateHashAlgorithm = algorithm,
            CertificateHash = first.ReadOctetString(),
        };
    }

    private static Dictionary<string, AsnReader> ReadAttributes(ReadOnlyMemory<byte> encoded)
    {
        var set = new AsnReader(
            encoded,
            AsnEncodingRules.DER,
            new AsnReaderOptions { SkipSetSortOrderVerification = true }
        ).ReadSetOf();
        var attributes = new Dictionary<string, AsnReader>(StringComparer.Ordinal);
        while (set.HasData)
        {
            var attribute = set.ReadSequence();
            var oid = attribute.ReadObjectIdentifier();
            if (attributes.Count >= MaximumAttributes || !attributes.TryAdd(oid, attribute.ReadSetOf()))
            {
                throw new FormatException(
                    $"a signed timestamp has more than {MaximumAttributes} attributes, or one of them twice"
                );
            }

            attribute.ThrowIfNotEmpty();
        }

        return attributes;
    }

    private static AsnReader Required(Dictionary<string, AsnReader> attributes, string oid) =>
        attributes.GetValueOrDefault(oid) ?? throw new FormatException("a signed timestamp lacks one of its attributes");
}
