using System.Formats.Asn1;
using System.Text;

namespace SupplyChain.Signing.Certificates;

/// <summary>Who a certificate was issued to, and what the issuer of the identity said besides (sigstore/fulcio, docs/oid-info.md).</summary>
public sealed record CertificateClaims
{
    /// <summary>The identity: an e-mail address, a URI or a user name. There is exactly one.</summary>
    public required string Identity { get; init; }

    /// <summary>Who vouched for the identity, a URI.</summary>
    public required string Issuer { get; init; }

    /// <summary>Every claim that is given, by its name, such as <see cref="ClaimNames.Repository"/>.</summary>
    public required IReadOnlyDictionary<string, string> All { get; init; }

    /// <summary>Reads them from a certificate.</summary>
    /// <exception cref="FormatException">There is not exactly one identity and one issuer, or a claim cannot be read.</exception>
    internal static CertificateClaims Read(Certificate certificate)
    {
        var claims = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var issuers = new List<string>();
        foreach (var extension in certificate.Extensions)
        {
            if (!extension.Oid.StartsWith(Oids.Fulcio, StringComparison.Ordinal))
            {
                continue;
            }

            var number = extension.Oid[Oids.Fulcio.Length..];
            if (number is "1" or "8")
            {
                issuers.Add(number == "1" ? Plain(extension) : Utf8(extension));
            }
            else if (ClaimNames.Of(number) is { } name)
            {
                claims[name] = ClaimNames.IsPlain(number) ? Plain(extension) : Utf8(extension);
            }
        }

        return issuers.Distinct(StringComparer.Ordinal).Count() == 1
            ? new CertificateClaims
            {
                Identity = ReadIdentity(certificate),
                Issuer = issuers[0],
                All = claims.AsReadOnly(),
            }
            : throw new FormatException("a certificate does not name one issuer of its identity");
    }

    // The first extensions hold the text itself, the later ones a string in DER.
    private static string Plain(CertificateExtension extension) => Text(extension.Value.Span);

    private static string Utf8(CertificateExtension extension) =>
        DerReading.Read(
            extension.Value,
            "a certificate's claim",
            reader => reader.ReadCharacterString(UniversalTagNumber.UTF8String)
        );

    private static string ReadIdentity(Certificate certificate)
    {
        if (certificate.Find(Oids.SubjectAlternativeName) is not { } extension)
        {
            throw new FormatException("a certificate names no identity");
        }

        return DerReading.Read(
            extension.Value,
            "a certificate's identity",
            reader =>
            {
                var names = reader.ReadSequence();
                var identity = ReadName(names);
                return names.HasData ? throw new FormatException("a certificate names more than one identity") : identity;
            }
        );
    }

    // By the tags of GeneralName (RFC 5280, section 4.2.1.6). Fulcio gives user names as otherName.
    private static string ReadName(AsnReader names)
    {
        var tag = names.PeekTag();
        if (tag.TagClass != TagClass.ContextSpecific)
        {
            throw new FormatException("a certificate's identity is of an unknown form");
        }

        switch (tag.TagValue)
        {
            case GeneralName.Email or GeneralName.Uri:
                return names.ReadCharacterString(
                    UniversalTagNumber.IA5String,
                    DerReading.Tagged(tag.TagValue, isConstructed: false)
                );
            case GeneralName.Other:
                var other = names.ReadSequence(DerReading.Tagged(GeneralName.Other));
                if (other.ReadObjectIdentifier() != Oids.Fulcio + "7")
                {
                    throw new FormatException("a certificate's identity is of an unknown form");
                }

                var value = other.ReadSequence(DerReading.Tagged(0));
                other.ThrowIfNotEmpty();
                var text = value.ReadCharacterString(UniversalTagNumber.UTF8String);
                value.ThrowIfNotEmpty();
                return text;
            default:
                throw new FormatException("a certificate's identity is of an unknown form");
        }
    }

    private static string Text(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(utf8);
        }
        catch (DecoderFallbackException error)
        {
            throw new FormatException("a certificate's claim is no text", error);
        }
    }
}
