using SupplyChain.Testing.Sigstore;
using Xunit;
using static SupplyChain.Tests.Gate.KeylessShop;

namespace SupplyChain.Tests.Gate;

/// <summary>Images that are signed by somebody else than the wanted identity, or as it and without anybody to vouch for that.</summary>
public sealed class KeylessDenialTests : IDisposable
{
    private readonly KeylessShop keyless = new();

    public void Dispose() => keyless.Dispose();

    public static TheoryData<string, VirtualIdentity, string> Strangers =>
        new()
        {
            {
                Exact,
                new VirtualIdentity { Issuer = "https://gitlab.com" },
                $"'https://gitlab.com' vouched for its holder and '{Issuer}' is wanted."
            },
            {
                Exact,
                new VirtualIdentity { Identity = $"{Identity}.evil" },
                $"it was issued to '{Identity}.evil' and '{Identity}' is wanted."
            },
            {
                Exact,
                new VirtualIdentity { Identity = Identity.Replace("acme", "mallory", StringComparison.Ordinal) },
                $"it was issued to '{Identity.Replace("acme", "mallory", StringComparison.Ordinal)}' and '{Identity}' is wanted."
            },
            // The same words, with more before and behind than the expression says.
            {
                Expression,
                new VirtualIdentity { Identity = $"https://evil.example/?{Identity}" },
                $"it was issued to 'https://evil.example/?{Identity}' and /"
            },
            {
                Expression,
                new VirtualIdentity { Identity = $"{Identity}-evil" },
                $"it was issued to '{Identity}-evil' and /"
            },
            {
                Expression,
                new VirtualIdentity { Identity = Identity.Replace("github.com", "githubxcom", StringComparison.Ordinal) },
                "it was issued to 'https://githubxcom/acme"
            },
            {
                Exact + ", github: { repository: acme/shop }",
                new VirtualIdentity { PlainClaims = new Dictionary<int, string> { [5] = "mallory/shop" } },
                "its github-workflow-repository is 'mallory/shop' and 'acme/shop' is wanted."
            },
            {
                Exact + ", github: { trigger: push }",
                new VirtualIdentity { PlainClaims = new Dictionary<int, string> { [2] = "pull_request_target" } },
                "its github-workflow-trigger is 'pull_request_target' and 'push' is wanted."
            },
            {
                Exact + ", github: { ref: refs/heads/main }",
                new VirtualIdentity(),
                "its github-workflow-ref is 'refs/tags/v1.2.0' and 'refs/heads/main' is wanted."
            },
            {
                Exact + ", github: { workflow: Release }",
                new VirtualIdentity { PlainClaims = new Dictionary<int, string>() },
                "it does not say its github-workflow-name, and 'Release' is wanted."
            },
            {
                Exact + ", github: { runner: github-hosted }",
                new VirtualIdentity { Claims = new Dictionary<int, string> { [11] = "self-hosted" } },
                "its runner-environment is 'self-hosted' and 'github-hosted' is wanted."
            },
        };

    [Theory]
    [MemberData(nameof(Strangers), DisableDiscoveryEnumeration = true)]
    public async Task Another_identity_is_denied_with_what_is_not_as_wanted(
        string signer,
        VirtualIdentity stranger,
        string reason
    )
    {
        await keyless.SignAsync(new VirtualSigstore(), stranger);

        await keyless.AssertDeniedAsync(signer, $"Its certificate is not of a wanted identity: {reason}");
    }

    [Theory]
    [InlineData(SigstoreFault.NoEntry, Exact, "Of the 1 logs that are demanded, 0 hold it.")]
    [InlineData(SigstoreFault.EntryOfStranger, Exact, "A log entry is of no log of the trusted root.")]
    [InlineData(
        SigstoreFault.NoTimestamp,
        Exact + ", timestamps: 1",
        "Of the 1 timestamp authorities that are demanded, 0 signed its time."
    )]
    [InlineData(SigstoreFault.None, Exact + ", logs: 2", "Of the 2 logs that are demanded, 1 hold it.")]
    [InlineData(
        SigstoreFault.NoPromise,
        Exact,
        "Of the 1 trusted logs of certificates that are demanded, 0 promised to hold its certificate."
    )]
    [InlineData(
        SigstoreFault.AuthorityNoLongerTrusted,
        Exact,
        "Its certificate does not count for 2026-01-31T12:00:00Z, since its authority is not trusted for that time."
    )]
    [InlineData(SigstoreFault.LogNoLongerTrusted, Exact, "The log ")]
    [InlineData(SigstoreFault.CertificateOfStranger, Exact, "Its certificate is issued by no authority of the trusted root.")]
    [InlineData(SigstoreFault.CertificateTooOld, Exact, "Its certificate does not count for 2026-01-31T12:00:00Z, since ")]
    public async Task The_wanted_identity_is_denied_where_nothing_trusted_vouches_for_it(
        SigstoreFault fault,
        string signer,
        string reason
    )
    {
        await keyless.SignAsync(new VirtualSigstore(fault));

        await keyless.AssertDeniedAsync(signer, reason);
    }
}
