using SupplyChain.Signing.Bundles;

namespace SupplyChain.Reports.Trees;

/// <summary>What a bundle says of its signer, for people; nobody vouches for it before verification.</summary>
internal static class SignerHint
{
    /// <summary>The hint; null where there is none.</summary>
    public static string? Of(Bundle? bundle) =>
        bundle?.Material switch
        {
            { PublicKeyHint: { Length: > 0 } hint } => $"key {hint}",
            { Certificates.Count: > 0 } => "a certificate",
            _ => null,
        };
}
