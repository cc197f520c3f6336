using System.Formats.Asn1;

namespace SupplyChain.Signing.Certificates;

/// <summary>
/// A certificate, read as far as verification needs it (RFC 5280, section 4.1). The framework's chain engine is not used: it
/// looks into the user's stores, and a certificate's log needs the signed part in pieces.
/// </summary>
internal sealed class Certificate : IEquatable<Certificate>
{
    /// <summary>Largest certificate that is read, in bytes.</summary>
    public const int MaximumSize = 64 * 1024;

    private const int MaximumExtensions = 64;

    private Certificate? provenIssuer;

    private Certificate(ReadOnlyMemory<byte> raw, ReadOnlyMemory<byte> signed, string algorithm, ReadOnlyMemory<byte> signature)
    {
        (Raw, Signed, SignatureAlgorithm, Signature) = (raw, signed, algorithm, signature);
        var fields = new AsnReader(signed, AsnEncodingRules.DER).ReadSequence();
        var version = fields.ReadSequence(DerReading.Tagged(0));
        if (!version.TryReadInt32(out var number) || number != 2)
        {
            throw new FormatException("a certificate is not of version 3");
        }

        version.ThrowIfNotEmpty();
        SerialNumber = fields.ReadIntegerBytes();
        if (fields.ReadAlgorithm() != algorithm)
        {
            throw new FormatException("a certificate names two signature algorithms");
        }

        Issuer = fields.ReadEncodedValue();
        var validity = fields.ReadSequence();
        (NotBefore, NotAfter) = (ReadTime(validity), ReadTime(validity));
        validity.ThrowIfNotEmpty();
        Subject = fields.ReadEncodedValue();
        Key = SubjectKey.Parse(fields.ReadEncodedValue());
        SkipUniqueId(fields, 1);
        SkipUniqueId(fields, 2);
        Extensions = fields.HasData ? ReadExtensions(fields.ReadSequence(DerReading.Tagged(3))) : [];
        fields.ThrowIfNotEmpty();
    }

    /// <summary>The whole certificate in DER.</summary>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>The part that its issuer signed (TBSCertificate).</summary>
    public ReadOnlyMemory<byte> Signed { get; }

    public string SignatureAlgorithm { get; }

    public ReadOnlyMemory<byte> Signature { get; }

    public ReadOnlyMemory<byte> SerialNumber { get; }

    /// <summary>Name of the issuer in DER.</summary>
    public ReadOnlyMemory<byte> Issuer { get; }

    /// <summary>Name of the subject in DER.</summary>
    public ReadOnlyMemory<byte> Subject { get; }

    public DateTimeOffset NotBefore { get; }

    public DateTimeOffset NotAfter { get; }

    public SubjectKey Key { get; }

    public IReadOnlyList<CertificateExtension> Extensions { get; }

    public bool IsSelfIssued => Issuer.Span.SequenceEqual(Subject.Span);

    /// <summary>Reads a certificate in DER.</summary>
    /// <exception cref="FormatException">The bytes are none, or more than <see cref="MaximumSize"/>.</exception>
    public static Certificate Parse(ReadOnlyMemory<byte> der) =>
        der.Length > MaximumSize
            ? throw new FormatException($"a certificate has {der.Length} bytes and the limit is {MaximumSize}")
            : DerReading.Read(
                der,
                "a certificate",
                reader =>
                {
                    var parts = reader.ReadSequence();
                    var signed = parts.ReadEncodedValue();
                    var algorithm = parts.ReadAlgorithm();
                    var signature = parts.ReadBitString(out var unused);
                    parts.ThrowIfNotEmpty();
                    return unused == 0
                        ? new Certificate(der, signed, algorithm, signature)
                        : throw new FormatException("a certificate's signature has a part of a byte");
                }
            );

    /// <summary>The extension with this identifier; null where there is none.</summary>
    public CertificateExtension? Find(string oid) => Extensions.FirstOrDefault(extension => extension.Oid == oid);

    /// <summary>Whether the time is inside the certificate's validity, both ends included.</summary>
    public bool IsValidAt(DateTimeOffset time) => time >= NotBefore && time <= NotAfter;

    /// <summary>Whether the other certificate's key signed this one under that certificate's name.</summary>
    public bool IsIssuedBy(Certificate issuer)
    {
        // The certificates of a trusted root are asked again for each signature, and never change.
        if (ReferenceEquals(issuer, provenIssuer))
        {
            return true;
        }

        var isIssued =
            Issuer.Span.SequenceEqual(issuer.Subject.Span)
            && SignatureAlgorithms.Verify(issuer.Key, SignatureAlgorithm, Signed.Span, Signature.Span);
        provenIssuer = isIssued ? issuer : provenIssuer;
        return isIssued;
    }

    /// <summary>Whether both are the same bytes.</summary>
    public bool Equals(Certificate? other) => other is not null && Raw.Span.SequenceEqual(other.Raw.Span);

    public override bool Equals(object? obj) => Equals(obj as Certificate);

    public override int GetHashCode()
    {
        var code = new HashCode();
        code.AddBytes(Raw.Span);
        return code.ToHashCode();
    }

    private static DateTimeOffset ReadTime(AsnReader reader) =>
        reader.IsNext(Asn1Tag.UtcTime) ? reader.ReadUtcTime() : reader.ReadGeneralizedTime();

    private static void SkipUniqueId(AsnReader fields, int tag)
    {
        var identifier = DerReading.Tagged(tag, isConstructed: false);
        if (fields.IsNext(identifier))
        {
            _ = fields.ReadBitString(out _, identifier);
        }
    }

    private static List<CertificateExtension> ReadExtensions(AsnReader wrapper)
    {
        var list = wrapper.ReadSequence();
        wrapper.ThrowIfNotEmpty();
        var extensions = new List<CertificateExtension>();
        while (list.HasData)
        {
            var one = list.ReadSequence();
            var oid = one.ReadObjectIdentifier();
            var critical = one.IsNext(Asn1Tag.Boolean) && one.ReadBoolean();
            extensions.Add(new CertificateExtension(oid, critical, one.ReadOctetString()));
            one.ThrowIfNotEmpty();
        }

        return
            extensions.Count <= MaximumExtensions && extensions.DistinctBy(extension => extension.Oid).Count() == extensions.Count
            ? extensions
            : throw new FormatException($"a certificate has more than {MaximumExtensions} extensions, or one of them twice");
    }
}
