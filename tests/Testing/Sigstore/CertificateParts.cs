using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SupplyChain.Testing.Sigstore;

/// <summary>What the virtual authorities put into their certificates.</summary>
internal static class CertificateParts
{
    public static CertificateRequest Request(string name, AsymmetricAlgorithm key, HashAlgorithmName hash) =>
        key switch
        {
            ECDsa ecdsa => new CertificateRequest(new X500DistinguishedName(name), ecdsa, hash),
            RSA rsa => new CertificateRequest(new X500DistinguishedName(name), rsa, hash, RSASignaturePadding.Pkcs1),
            _ => throw new ArgumentException("no such key", nameof(key)),
        };

    /// <summary>A serial number that is positive whatever its bytes.</summary>
    public static byte[] Serial() => [0x01, .. RandomNumberGenerator.GetBytes(15)];

    public static void AddAuthority(this CertificateRequest request, int pathLength)
    {
        request.AddUsage(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, pathLength, true));
    }

    public static void AddUsage(this CertificateRequest request, X509KeyUsageFlags usage) =>
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, critical: true));

    public static void AddPurpose(this CertificateRequest request, string purpose, bool critical = false) =>
        request.AddPurposes([purpose], critical);

    public static void AddPurposes(this CertificateRequest request, string[] purposes, bool critical) =>
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([.. purposes.Select(purpose => new Oid(purpose))], critical)
        );

    /// <summary>The part of a certificate that its issuer signed.</summary>
    public static byte[] SignedPart(byte[] certificate) =>
        new AsnReader(certificate, AsnEncodingRules.DER).ReadSequence().ReadEncodedValue().ToArray();
}
