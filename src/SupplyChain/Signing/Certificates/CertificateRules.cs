using System.Formats.Asn1;

namespace SupplyChain.Signing.Certificates;

/// <summary>What a certificate may be used for by its own extensions (RFC 5280, section 4.2.1).</summary>
internal static class CertificateRules
{
    private static readonly string[] Known =
    [
        Oids.BasicConstraints,
        Oids.KeyUsage,
        Oids.ExtendedKeyUsage,
        Oids.SubjectAlternativeName,
        Oids.SubjectKeyIdentifier,
        Oids.AuthorityKeyIdentifier,
        Oids.NameConstraints,
        // Every policy will do, so that none can be amiss.
        Oids.CertificatePolicies,
    ];

    /// <summary>Why the certificate cannot sign for this purpose; null where it can.</summary>
    /// <exception cref="FormatException">An extension cannot be read.</exception>
    public static string? FaultOfSigner(Certificate certificate, string purpose) =>
        UnknownCritical(certificate) is { } unknown ? unknown
        : IsAuthority(certificate) ? "it is the certificate of an authority"
        : !MaySign(certificate, purpose) ? "it may not sign"
        : !HasPurpose(certificate, purpose, whenAbsent: false) ? "it is for another purpose"
        : purpose == Oids.TimeStamping && !IsForOnePurpose(certificate) ? "it is not for timestamps alone"
        : null;

    /// <summary>Why the certificate cannot issue others for this purpose; null where it can.</summary>
    /// <param name="certificate">The authority's certificate.</param>
    /// <param name="purpose">What the signer at the end of the chain signs.</param>
    /// <param name="below">How many authorities there are between it and the signer.</param>
    /// <exception cref="FormatException">An extension cannot be read.</exception>
    public static string? FaultOfIssuer(Certificate certificate, string purpose, int below)
    {
        var (isAuthority, longest) = ReadBasicConstraints(certificate);
        return UnknownCritical(certificate) is { } unknown ? unknown
            : !isAuthority || !HasUsage(certificate, X509Usage.CertificateSign, whenAbsent: true)
                ? "its issuer may not issue certificates"
            : longest < below ? "its chain is longer than its issuer allows"
            : !HasPurpose(certificate, purpose, whenAbsent: true) ? "its issuer is for another purpose"
            : null;
    }

    /// <summary>Whether the certificate says that it is an authority's.</summary>
    /// <exception cref="FormatException">An extension cannot be read.</exception>
    public static bool IsAuthority(Certificate certificate) => ReadBasicConstraints(certificate).IsAuthority;

    private static string? UnknownCritical(Certificate certificate) =>
        certificate.Extensions.FirstOrDefault(extension => extension.IsCritical && !Known.Contains(extension.Oid)) is { } unknown
            ? $"the critical extension {unknown.Oid} is not known"
            : null;

    private static (bool IsAuthority, int LongestPath) ReadBasicConstraints(Certificate certificate) =>
        certificate.Find(Oids.BasicConstraints) is not { } extension
            ? (false, 0)
            : DerReading.Read(
                extension.Value,
                "a certificate's extension",
                reader =>
                {
                    var constraints = reader.ReadSequence();
                    var isAuthority = constraints.IsNext(Asn1Tag.Boolean) && constraints.ReadBoolean();
                    var longest = int.MaxValue;
                    if (constraints.HasData && (!constraints.TryReadInt32(out longest) || longest < 0))
                    {
                        throw new FormatException("a certificate's path length is no number");
                    }

                    constraints.ThrowIfNotEmpty();
                    return (isAuthority, longest);
                }
            );

    // RFC 3161, section 2.3, asks nothing of a timestamp authority here, and any kind of signature is one; Fulcio's profile asks for this one.
    private static bool MaySign(Certificate certificate, string purpose) =>
        purpose == Oids.TimeStamping
            ? HasUsage(certificate, X509Usage.DigitalSignature, whenAbsent: true)
                || HasUsage(certificate, X509Usage.NonRepudiation, whenAbsent: true)
            : HasUsage(certificate, X509Usage.DigitalSignature, whenAbsent: false);

    private static bool HasUsage(Certificate certificate, X509Usage usage, bool whenAbsent) =>
        certificate.Find(Oids.KeyUsage) is { } extension
            ? DerReading
                .Read(extension.Value, "a certificate's extension", reader => reader.ReadNamedBitListValue<X509Usage>())
                .HasFlag(usage)
            : whenAbsent;

    // As RFC 3161, section 2.3, has it of timestamp authorities.
    private static bool IsForOnePurpose(Certificate certificate) =>
        certificate.Find(Oids.ExtendedKeyUsage) is { IsCritical: true } extension
        && DerReading.Read(
            extension.Value,
            "a certificate's extension",
            reader =>
            {
                var purposes = reader.ReadSequence();
                _ = purposes.ReadObjectIdentifier();
                var isOnlyOne = !purposes.HasData;
                while (purposes.HasData)
                {
                    _ = purposes.ReadObjectIdentifier();
                }

                return isOnlyOne;
            }
        );

    private static bool HasPurpose(Certificate certificate, string purpose, bool whenAbsent) =>
        certificate.Find(Oids.ExtendedKeyUsage) is { } extension
            ? DerReading.Read(
                extension.Value,
                "a certificate's extension",
                reader =>
                {
                    var purposes = reader.ReadSequence();
                    var found = false;
                    while (purposes.HasData)
                    {
                        found |= purposes.ReadObjectIdentifier() == purpose;
                    }

                    return found;
                }
            )
            : whenAbsent;

    // Bits by their numbers in RFC 5280, section 4.2.1.3.
    [Flags]
    private enum X509Usage
    {
        None = 0,
        DigitalSignature = 1 << 0,
        NonRepudiation = 1 << 1,
        CertificateSign = 1 << 5,
    }
}
