namespace SupplyChain.Signing.Certificates;

/// <summary>Object identifiers of the certificates, keys and timestamps that are read (RFC 5280, 5480, 8017, 8410, 3161, 5652).</summary>
internal static class Oids
{
    public const string BasicConstraints = "2.5.29.19";
    public const string KeyUsage = "2.5.29.15";
    public const string ExtendedKeyUsage = "2.5.29.37";
    public const string NameConstraints = "2.5.29.30";
    public const string CertificatePolicies = "2.5.29.32";
    public const string SubjectAlternativeName = "2.5.29.17";
    public const string SubjectKeyIdentifier = "2.5.29.14";
    public const string AuthorityKeyIdentifier = "2.5.29.35";
    public const string EmbeddedTimestamps = "1.3.6.1.4.1.11129.2.4.2";

    public const string CodeSigning = "1.3.6.1.5.5.7.3.3";
    public const string TimeStamping = "1.3.6.1.5.5.7.3.8";

    public const string EcPublicKey = "1.2.840.10045.2.1";
    public const string P256 = "1.2.840.10045.3.1.7";
    public const string P384 = "1.3.132.0.34";
    public const string P521 = "1.3.132.0.35";
    public const string RsaEncryption = "1.2.840.113549.1.1.1";
    public const string Ed25519 = "1.3.101.112";

    public const string SignedData = "1.2.840.113549.1.7.2";
    public const string TimestampInfo = "1.2.840.113549.1.9.16.1.4";
    public const string ContentType = "1.2.840.113549.1.9.3";
    public const string MessageDigest = "1.2.840.113549.1.9.4";
    public const string SigningCertificate = "1.2.840.113549.1.9.16.2.12";
    public const string SigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";

    /// <summary>Arc of Fulcio's own extensions (sigstore/fulcio, docs/oid-info.md).</summary>
    public const string Fulcio = "1.3.6.1.4.1.57264.1.";
}
