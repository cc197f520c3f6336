using SupplyChain.Attestations;
using SupplyChain.Gate.Verdicts;
using SupplyChain.Images;
using SupplyChain.Signing.Keys;
using SupplyChain.Testing.Sigstore;
using SupplyChain.Tests.Gate.Policies;
using Xunit;

namespace SupplyChain.Tests.Gate;

/// <summary>Releases whose evidence is signed by identities, as a virtual Sigstore issues certificates to them.</summary>
public sealed class KeylessSignerTests : IDisposable
{
    private const string Issuer = "https://token.actions.githubusercontent.com";
    private const string Identity = "https://github.com/acme/shop/.github/workflows/release.yml@refs/tags/v1.2.0";
    private const string Exact = $"identity: \"{Identity}\", issuer: {Issuer}, trustedRoot: root.json";
    private const string Expression =
        @"identity: { regexp: 'https://github\.com/acme/shop/\.github/workflows/release\.yml@refs/tags/v[0-9.]+' }, issuer: "
        + $"{Issuer}, trustedRoot: root.json";

    private readonly Shop shop = new();
    private VirtualSigstore? sigstore;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => shop.Dispose();

    [Theory]
    [InlineData(Exact)]
    [InlineData(Expression)]
    [InlineData(Exact + ", timestamps: 1")]
    [InlineData(Exact + ", logs: 0, timestamps: 1")]
    [InlineData(
        Exact
            + ", github: { repository: acme/shop, ref: { regexp: 'refs/tags/v.*' }, workflow: Release, trigger: push, runner: github-hosted }"
    )]
    public async Task A_release_passes_whose_evidence_the_wanted_workflow_signed(string signer)
    {
        await AttestAllAsync(new VirtualSigstore());
        Trust(signer);
        var result = await shop.GateAsync();

        Assert.Equal(ExitCode.Pass, result.ExitCode);
        var accepted = Assert.Single(Assert.Single(Check(result.Verdict).Evidence).AcceptedBy);
        Assert.Equal(("ci", "signers.ci", null), (accepted.Signer, accepted.Rule, accepted.Key));
        Assert.Equal((Identity, Issuer), (accepted.Identity, accepted.Issuer));
        Assert.Equal(new VirtualSigstore().Now, accepted.SignedAt);
        Assert.Contains(
            "\"rule\": \"signers.ci\"",
            await File.ReadAllTextAsync(result.Decision, Cancelled),
            StringComparison.Ordinal
        );
        Assert.True((await shop.DeployAsync()).IsAllowed);
    }

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
        await SignAsync(new VirtualSigstore(), stranger);

        await AssertDeniedAsync(signer, $"Its certificate is not of a wanted identity: {reason}");
    }

    [Theory]
    [InlineData(SigstoreFault.NoEntry, Exact, "Of the 1 logs that are demanded, 0 hold it.")]
    [InlineData(SigstoreFault.EntryOfStranger, Exact, "")]
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
    [InlineData(SigstoreFault.LogNoLongerTrusted, Exact, "")]
    [InlineData(SigstoreFault.CertificateOfStranger, Exact, "Its certificate is issued by no authority of the trusted root.")]
    [InlineData(SigstoreFault.CertificateTooOld, Exact, "Its certificate does not count for 2026-01-31T12:00:00Z, since ")]
    public async Task The_wanted_identity_is_denied_where_nothing_trusted_vouches_for_it(
        SigstoreFault fault,
        string signer,
        string reason
    )
    {
        await SignAsync(new VirtualSigstore(fault), new VirtualIdentity());

        await AssertDeniedAsync(signer, reason);
    }

    [Fact]
    public async Task A_signature_that_another_root_vouches_for_is_denied()
    {
        await SignAsync(new VirtualSigstore(), new VirtualIdentity());
        Trust(Exact, new VirtualSigstore());

        Assert.Contains(
            "A signed timestamp is by no authority of the trusted root.",
            Check((await shop.GateAsync()).Verdict).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_key_does_not_stand_in_for_an_identity()
    {
        sigstore = new VirtualSigstore();
        await shop.AttestAllAsync(await shop.PushAsync("content"));

        await AssertDeniedAsync(Exact, "None of the given keys made the signature.");
    }

    [Fact]
    public async Task A_signature_by_certificate_does_not_stand_in_for_a_key()
    {
        await SignAsync(new VirtualSigstore(), new VirtualIdentity());
        var check = Check((await shop.GateAsync()).Verdict);

        Assert.Contains(
            "It is signed with a certificate, and only signatures by the given keys count.",
            check.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_foreign_bundle_beside_a_good_one_hides_nothing()
    {
        var good = new VirtualSigstore();
        await AttestAllAsync(good);
        var image = await shop.PushAsync("content");
        foreach (
            var foreign in new[]
            {
                SignatureOf(new VirtualSigstore(), image),
                SignatureOf(good, image, new VirtualIdentity { Issuer = "https://gitlab.com" }),
            }
        )
        {
            await shop.Layout.PlaceAsync(image, foreign, Cancelled);
        }

        await shop.SignAsync(image, "stranger");
        await shop.Layout.PlaceAsync(image, "{ }"u8.ToArray(), Cancelled);
        Trust(Exact);

        Assert.Equal(ExitCode.Pass, (await shop.GateAsync()).ExitCode);
    }

    [Fact]
    public async Task An_attestation_by_the_wanted_identity_is_no_signature()
    {
        sigstore = new VirtualSigstore();
        var image = await shop.PushAsync("content");
        var other = new Statement([Subject.Of(image.Digest)], "https://example.com/t", "{}"u8.ToArray());
        await shop.Layout.PlaceAsync(image, sigstore.SignStatement(other).ToBytes(), Cancelled);
        Trust(Exact);

        Assert.Equal("It lacks a signature by ci.", Check((await shop.GateAsync()).Verdict).Message);
    }

    [Fact]
    public async Task Another_images_signature_by_the_wanted_identity_is_denied()
    {
        var other = await shop.PushAsync("other", $"{Shop.Repository}:other");
        sigstore = new VirtualSigstore();
        var image = await shop.PushAsync("content");
        await shop.Layout.PlaceAsync(image, SignatureOf(sigstore, other), Cancelled);

        await AssertDeniedAsync(Exact, "It is about another artifact than");
    }

    [Fact]
    public async Task Of_two_signers_the_certificate_tells_which_it_is()
    {
        await SignAsync(new VirtualSigstore(), new VirtualIdentity());
        Trust(Exact);
        shop.ChangePolicy(
            "  gatekeeper:",
            $"  other: {{ {Exact.Replace("shop/", "other/", StringComparison.Ordinal)} }}\n  gatekeeper:"
        );
        shop.ChangePolicy("signature: { by: [ci] }", "signature: { by: [other] }");
        Assert.Equal(GateCheckOutcome.Fail, Check((await shop.GateAsync()).Verdict).Outcome);

        shop.ChangePolicy("signature: { by: [other] }", "signature: { by: [ci, other] }");
        Assert.Equal("It has a signature by ci.", Check((await shop.GateAsync()).Verdict).Message);
    }

    [Fact]
    public async Task With_several_trusted_roots_each_says_why_it_does_not_vouch()
    {
        await SignAsync(new VirtualSigstore(), new VirtualIdentity { Issuer = "https://gitlab.com" });
        Trust(Exact);
        await File.WriteAllBytesAsync(shop.At("second.json"), new VirtualSigstore().TrustedRoot(), Cancelled);
        shop.ChangePolicy(
            "  gatekeeper:",
            $"  other: {{ {Exact.Replace("root.json", "second.json", StringComparison.Ordinal)} }}\n  gatekeeper:"
        );
        var message = Check((await shop.GateAsync()).Verdict).Message;

        Assert.Contains(
            "For ci: Its certificate is not of a wanted identity: 'https://gitlab.com' vouched",
            message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "For other: A signed timestamp is by no authority of the trusted root.",
            message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_signers_in_the_documentation_judge_a_release()
    {
        await AttestAllAsync(new VirtualSigstore());
        foreach (var name in new[] { "ci-2025", "ci-laptop" })
        {
            await File.WriteAllTextAsync(shop.At("keys", $"{name}.pub"), PrivateKey.Generate().PublicKey.ToPem(), Cancelled);
        }

        await File.WriteAllBytesAsync(shop.At("keys", "trusted_root.json"), sigstore!.TrustedRoot(), Cancelled);
        var policy = await File.ReadAllTextAsync(shop.At("policy.yaml"), Cancelled);
        var section = policy[
            policy.IndexOf("signers:", StringComparison.Ordinal)..policy.IndexOf("registries:", StringComparison.Ordinal)
        ];
        shop.ChangePolicy(section, DocumentedPolicy.Blocks()[1]);
        Assert.Equal(VerdictOutcome.Deny, (await shop.GateAsync()).Verdict.Outcome);

        shop.ChangePolicy("by: [ci]", "by: [release]");
        Assert.Equal(ExitCode.Pass, (await shop.GateAsync()).ExitCode);
    }

    private static GateCheck Check(Verdict verdict) => verdict.AllChecks.Single(check => check.Id == RuleIds.Signature);

    private static byte[] SignatureOf(VirtualSigstore by, Descriptor image, VirtualIdentity? identity = null) =>
        by.SignStatement(
                new Statement([Subject.Of(image.Digest)], PredicateTypes.ImageSignature, "{}"u8.ToArray()),
                new SigningShape { IsTimestamped = true, Identity = identity ?? new VirtualIdentity() }
            )
            .ToBytes();

    private async Task SignAsync(VirtualSigstore by, VirtualIdentity identity)
    {
        sigstore = by;
        var image = await shop.PushAsync("content");
        await shop.Layout.PlaceAsync(image, SignatureOf(by, image, identity), Cancelled);
    }

    private async Task AttestAllAsync(VirtualSigstore by)
    {
        await SignAsync(by, new VirtualIdentity());
        var image = await shop.PushAsync("content");
        foreach (var statement in new[] { Shop.ProvenanceOf(image.Digest), Shop.SbomOf(image.Digest) })
        {
            var bundle = by.SignStatement(statement, new SigningShape { IsTimestamped = true });
            await shop.Layout.PlaceAsync(image, bundle.ToBytes(), Cancelled);
        }

        await shop.AttestAsync("scanner", image, shop.ScanOf(image.Digest));
        shop.ChangePolicy("attested: { by: [ci] }", "attested: { by: [scanner] }");
        await shop.AttestLintAsync("scanner");
    }

    private void Trust(string signer, VirtualSigstore? root = null)
    {
        File.WriteAllBytes(shop.At("root.json"), (root ?? sigstore!).TrustedRoot());
        shop.ChangePolicy("{ key: keys/ci.pub }", $"{{ {signer} }}");
    }

    private async Task AssertDeniedAsync(string signer, string reason)
    {
        Trust(signer);
        var verdict = (await shop.GateAsync()).Verdict;
        var check = Check(verdict);
        Assert.Equal((VerdictOutcome.Deny, GateCheckOutcome.Fail), (verdict.Outcome, check.Outcome));
        Assert.Contains(
            $"It lacks a signature by ci (1 found that can't count: {reason}",
            check.Message,
            StringComparison.Ordinal
        );
    }
}
