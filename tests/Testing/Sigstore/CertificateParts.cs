using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace SupplyChain.Testing.Sigstore;

/// <summary>What the virtual authorities put into their certificates.</summary>
public static class CertificateParts
{
    /// <summary>A request for a certificate of this name and key.</summary>
    public static CertificateRequest Request(string name, AsymmetricAlgorithm key, HashAlgorithmName hash) =>
        key switch
        {
            ECDsa ecdsa => new CertificateRequest(new X500DistinguishedName(name), ecdsa, hash),
            RSA rsa => new CertificateRequest(new X500DistinguishedName(name), rsa, hash, RSASignaturePadding.Pkcs1),
            _ => throw new ArgumentException("no such key", nameof(key)),
        };

    /// <summary>A serial number that is positive whatever its bytes.</summary>
    public static byte[] Serial() => [0x01, .. RandomNumberGenerator.GetBytes(15)];

    /// <summary>Makes it an authority's.</summary>
    public static void AddAuthority(this CertificateRequest request, int pathLength)
    {
        request.AddUsage(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, pathLength, true));
    }

    /// <summary>Says what the key may do.</summary>
    public static void AddUsage(this CertificateRequest request, X509KeyUsageFlags usage) =>
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, critical: true));

    /// <summary>Says what the certificate is for.</summary>
    public static void AddPurpose(this CertificateRequest request, string purpose, bool critical = false) =>
        request.AddPurposes([purpose], critical);

    /// <summary>Says what the certificate is for.</summary>
    public static void AddPurposes(this CertificateRequest request, string[] purposes, bool critical) =>
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([.. purposes.Select(purpose => new Oid(purpose))], critical)
        );

    /// <summary>A name in ASCII, by its tag in RFC 5280, section 4.2.1.6: 1 for e-mail, 2 for hosts, 6 for URIs.</summary>
    public static byte[] Name(int form, string text) => Name(form, Encoding.ASCII.GetBytes(text), isConstructed: false);

    /// <summary>A name by its tag and content.</summary>
    public static byte[] Name(int form, byte[] content, bool isConstructed)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        if (isConstructed)
        {
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, form, true)))
            {
                writer.WriteEncodedValue(content);
            }
        }
        else
        {
            writer.WriteOctetString(content, new Asn1Tag(TagClass.ContextSpecific, form));
        }

        return writer.Encode();
    }

    /// <summary>For which names an authority may issue certificates (RFC 5280, section 4.2.1.10).</summary>
    public static X509Extension NameConstraints(byte[][] permitted, byte[][] excluded, bool isCritical)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach (var (tag, names) in new[] { (0, permitted), (1, excluded) }.Where(side => side.Item2.Length > 0))
            {
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, tag, true)))
                {
                    foreach (var name in names)
                    {
                        using (writer.PushSequence())
                        {
                            writer.WriteEncodedValue(name);
                        }
                    }
                }
            }
        }

        return new X509Extension("2.5.29.30", writer.Encode(), isCritical);
    }

    /// <summary>The part of a certificate that its issuer signed.</summary>
    public static byte[] SignedPart(byte[] certificate) =>
        new AsnReader(certificate, AsnEncodingRules.DER).ReadSequence().ReadEncodedValue().ToArray();
}
