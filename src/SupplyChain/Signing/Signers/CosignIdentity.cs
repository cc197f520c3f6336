using SupplyChain.Images;
using SupplyChain.Signing.Certificates;
using SupplyChain.Signing.Verification;

namespace SupplyChain.Signing.Signers;

/// <summary>An identity in the words of cosign's command line.</summary>
internal static class CosignIdentity
{
    private static readonly Dictionary<string, string> Options = new()
    {
        [ClaimNames.Repository] = "--certificate-github-workflow-repository",
        [ClaimNames.WorkflowRef] = "--certificate-github-workflow-ref",
        [ClaimNames.WorkflowName] = "--certificate-github-workflow-name",
        [ClaimNames.WorkflowSha] = "--certificate-github-workflow-sha",
        [ClaimNames.WorkflowTrigger] = "--certificate-github-workflow-trigger",
    };

    /// <exception cref="ConfigurationException">cosign can't ask for a claim.</exception>
    public static IReadOnlyList<string> Arguments(CertificateIdentity identity) =>
        [
            .. Pattern("--certificate-identity", identity.Identity),
            .. Pattern("--certificate-oidc-issuer", identity.Issuer),
            .. identity
                .Claims.OrderBy(claim => claim.Key, StringComparer.Ordinal)
                .SelectMany(claim => new[] { OptionOf(claim.Key, claim.Value), claim.Value.Text }),
        ];

    // cosign is content with a match anywhere in the text.
    private static string[] Pattern(string option, TextPattern pattern) =>
        pattern.IsExpression ? [$"{option}-regexp", $"^(?:{pattern.Text})$"] : [option, pattern.Text];

    private static string OptionOf(string claim, TextPattern value) =>
        !value.IsExpression && Options.TryGetValue(claim, out var option)
            ? option
            : throw new ConfigurationException(
                "cosign.claim",
                $"cosign cannot be asked for {value} as {Printable.Quote(claim)}; leave that out, or verify without --signer cosign."
            );
}
