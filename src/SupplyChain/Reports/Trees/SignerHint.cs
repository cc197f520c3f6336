using SupplyChain.Images;
using SupplyChain.Signing.Bundles;
using SupplyChain.Signing.Certificates;

namespace SupplyChain.Reports.Trees;

/// <summary>What a bundle says of its signer, for people; nobody vouches for it before verification.</summary>
internal static class SignerHint
{
    /// <summary>The hint; null where there is none.</summary>
    public static string? Of(Bundle? bundle) =>
        bundle?.Material switch
        {
            { PublicKeyHint: { Length: > 0 } hint } => $"key {hint}",
            { Certificates: [var first, ..] } => IdentityOf(first),
            _ => null,
        };

    private static string IdentityOf(ReadOnlyMemory<byte> certificate)
    {
        try
        {
            var claims = CertificateClaims.Read(Certificate.Parse(certificate));
            return $"{Printable.Line(claims.Identity)} (issuer {Printable.Line(claims.Issuer)})";
        }
        catch (FormatException)
        {
            return "a certificate that cannot be read";
        }
    }
}
