using SupplyChain.Attestations;
using SupplyChain.Gate.Verdicts;
using SupplyChain.Signing.Keys;
using SupplyChain.Testing.Sigstore;
using SupplyChain.Tests.Gate.Policies;
using Xunit;
using static SupplyChain.Tests.Gate.KeylessShop;

namespace SupplyChain.Tests.Gate;

/// <summary>Releases whose evidence is signed by identities, as a virtual Sigstore issues certificates to them.</summary>
public sealed class KeylessSignerTests : IDisposable
{
    private readonly KeylessShop keyless = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private Shop Shop => keyless.Shop;

    public void Dispose() => keyless.Dispose();

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
        await keyless.AttestAllAsync(new VirtualSigstore());
        keyless.Trust(signer);
        var result = await Shop.GateAsync();

        Assert.Equal(ExitCode.Pass, result.ExitCode);
        var accepted = Assert.Single(Assert.Single(Check(result).Evidence).AcceptedBy);
        Assert.Equal(("ci", "signers.ci", null), (accepted.Signer, accepted.Rule, accepted.Key));
        Assert.Equal((Identity, Issuer), (accepted.Identity, accepted.Issuer));
        Assert.Equal(new VirtualSigstore().Now, accepted.SignedAt);
        Assert.Contains(
            "\"rule\": \"signers.ci\"",
            await File.ReadAllTextAsync(result.Decision, Cancelled),
            StringComparison.Ordinal
        );
        Assert.True((await Shop.DeployAsync()).IsAllowed);
    }

    [Fact]
    public async Task A_signature_that_another_root_vouches_for_is_denied()
    {
        await keyless.SignAsync(new VirtualSigstore());
        keyless.Trust(Exact, new VirtualSigstore());

        Assert.Contains(
            "A signed timestamp is by no authority of the trusted root.",
            Check(await Shop.GateAsync()).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_key_does_not_stand_in_for_an_identity()
    {
        keyless.Sigstore = new VirtualSigstore();
        await Shop.AttestAllAsync(await Shop.PushAsync("content"));

        await keyless.AssertDeniedAsync(Exact, "None of the given keys made the signature.");
    }

    [Fact]
    public async Task A_signature_by_certificate_does_not_stand_in_for_a_key()
    {
        await keyless.SignAsync(new VirtualSigstore());
        var check = Check(await Shop.GateAsync());

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
        await keyless.AttestAllAsync(good);
        var image = await Shop.PushAsync("content");
        foreach (
            var foreign in new[]
            {
                SignatureOf(new VirtualSigstore(), image),
                SignatureOf(good, image, new VirtualIdentity { Issuer = "https://gitlab.com" }),
            }
        )
        {
            await Shop.Layout.PlaceAsync(image, foreign, Cancelled);
        }

        await Shop.SignAsync(image, "stranger");
        await Shop.Layout.PlaceAsync(image, "{ }"u8.ToArray(), Cancelled);
        keyless.Trust(Exact);

        Assert.Equal(ExitCode.Pass, (await Shop.GateAsync()).ExitCode);
    }

    [Fact]
    public async Task An_attestation_by_the_wanted_identity_is_no_signature()
    {
        keyless.Sigstore = new VirtualSigstore();
        var image = await Shop.PushAsync("content");
        var other = new Statement([Subject.Of(image.Digest)], "https://example.com/t", "{}"u8.ToArray());
        await Shop.Layout.PlaceAsync(image, keyless.Sigstore.SignStatement(other).ToBytes(), Cancelled);
        keyless.Trust(Exact);

        Assert.Equal("It lacks a signature by ci.", Check(await Shop.GateAsync()).Message);
    }

    [Fact]
    public async Task Another_images_signature_by_the_wanted_identity_is_denied()
    {
        var other = await Shop.PushAsync("other", $"{Shop.Repository}:other");
        keyless.Sigstore = new VirtualSigstore();
        var image = await Shop.PushAsync("content");
        await Shop.Layout.PlaceAsync(image, SignatureOf(keyless.Sigstore, other), Cancelled);

        await keyless.AssertDeniedAsync(Exact, "It is about another artifact than");
    }

    [Fact]
    public async Task Of_two_signers_the_certificate_tells_which_it_is()
    {
        await keyless.SignAsync(new VirtualSigstore());
        keyless.Trust(Exact);
        Shop.ChangePolicy(
            "  gatekeeper:",
            $"  other: {{ {Exact.Replace("shop/", "other/", StringComparison.Ordinal)} }}\n  gatekeeper:"
        );
        Shop.ChangePolicy("signature: { by: [ci] }", "signature: { by: [other] }");
        Assert.Equal(GateCheckOutcome.Fail, Check(await Shop.GateAsync()).Outcome);

        Shop.ChangePolicy("signature: { by: [other] }", "signature: { by: [ci, other] }");
        Assert.Equal("It has a signature by ci.", Check(await Shop.GateAsync()).Message);
    }

    [Fact]
    public async Task With_several_trusted_roots_each_says_why_it_does_not_vouch()
    {
        await keyless.SignAsync(new VirtualSigstore(), new VirtualIdentity { Issuer = "https://gitlab.com" });
        keyless.Trust(Exact);
        await File.WriteAllBytesAsync(Shop.At("second.json"), new VirtualSigstore().TrustedRoot(), Cancelled);
        Shop.ChangePolicy(
            "  gatekeeper:",
            $"  other: {{ {Exact.Replace("root.json", "second.json", StringComparison.Ordinal)} }}\n  gatekeeper:"
        );
        var message = Check(await Shop.GateAsync()).Message;

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
        await keyless.AttestAllAsync(new VirtualSigstore());
        foreach (var name in new[] { "ci-2025", "ci-laptop" })
        {
            await File.WriteAllTextAsync(Shop.At("keys", $"{name}.pub"), PrivateKey.Generate().PublicKey.ToPem(), Cancelled);
        }

        await File.WriteAllBytesAsync(Shop.At("keys", "trusted_root.json"), keyless.Sigstore.TrustedRoot(), Cancelled);
        var policy = await File.ReadAllTextAsync(Shop.At("policy.yaml"), Cancelled);
        var section = policy[
            policy.IndexOf("signers:", StringComparison.Ordinal)..policy.IndexOf("registries:", StringComparison.Ordinal)
        ];
        Shop.ChangePolicy(section, DocumentedPolicy.Blocks()[1]);
        Assert.Equal(VerdictOutcome.Deny, (await Shop.GateAsync()).Verdict.Outcome);

        Shop.ChangePolicy("by: [ci]", "by: [release]");
        Assert.Equal(ExitCode.Pass, (await Shop.GateAsync()).ExitCode);
    }
}
