namespace SupplyChain.Signing.Certificates;

/// <summary>One extension of a certificate (RFC 5280, section 4.2).</summary>
/// <param name="Oid">What it is.</param>
/// <param name="IsCritical">Whether whoever does not know it must refuse the certificate.</param>
/// <param name="Value">Its content.</param>
internal sealed record CertificateExtension(string Oid, bool IsCritical, ReadOnlyMemory<byte> Value);
