using SupplyChain.Attestations;
using SupplyChain.Gate;
using SupplyChain.Gate.Policies;
using SupplyChain.Gate.Verdicts;
using SupplyChain.Images;
using SupplyChain.Testing.Sigstore;
using Xunit;

namespace SupplyChain.Tests.Gate;

/// <summary>A <see cref="Shop"/> whose evidence is signed by identities, as a virtual Sigstore issues certificates to them.</summary>
internal sealed class KeylessShop : IDisposable
{
    public const string Issuer = "https://token.actions.githubusercontent.com";
    public const string Identity = "https://github.com/acme/shop/.github/workflows/release.yml@refs/tags/v1.2.0";

    /// <summary>A signer of a policy known by the identity itself.</summary>
    public const string Exact = $"identity: \"{Identity}\", issuer: {Issuer}, trustedRoot: root.json";

    /// <summary>A signer of a policy known by the identity of any release.</summary>
    public const string Expression =
        @"identity: { regexp: 'https://github\.com/acme/shop/\.github/workflows/release\.yml@refs/tags/v[0-9.]+' }, issuer: "
        + $"{Issuer}, trustedRoot: root.json";

    public Shop Shop { get; } = new();

    /// <summary>Who has signed last, and is trusted by the policy.</summary>
    public VirtualSigstore Sigstore { get; set; } = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static GateCheck Check(GateResult result) => result.Verdict.AllChecks.Single(check => check.Id == RuleIds.Signature);

    public void Dispose() => Shop.Dispose();

    public static byte[] SignatureOf(VirtualSigstore by, Descriptor image, VirtualIdentity? identity = null) =>
        by.SignStatement(
                new Statement([Subject.Of(image.Digest)], PredicateTypes.ImageSignature, "{}"u8.ToArray()),
                new SigningShape { IsTimestamped = true, Identity = identity ?? new VirtualIdentity() }
            )
            .ToBytes();

    public async Task SignAsync(VirtualSigstore by, VirtualIdentity? identity = null)
    {
        Sigstore = by;
        var image = await Shop.PushAsync("content");
        await Shop.Layout.PlaceAsync(image, SignatureOf(by, image, identity), Cancelled);
    }

    public async Task AttestAllAsync(VirtualSigstore by)
    {
        await SignAsync(by);
        var image = await Shop.PushAsync("content");
        foreach (var statement in new[] { Shop.ProvenanceOf(image.Digest), Shop.SbomOf(image.Digest) })
        {
            var bundle = by.SignStatement(statement, new SigningShape { IsTimestamped = true });
            await Shop.Layout.PlaceAsync(image, bundle.ToBytes(), Cancelled);
        }

        await Shop.AttestAsync("scanner", image, Shop.ScanOf(image.Digest));
        Shop.ChangePolicy("attested: { by: [ci] }", "attested: { by: [scanner] }");
        await Shop.AttestLintAsync("scanner");
    }

    public void Trust(string signer, VirtualSigstore? root = null)
    {
        File.WriteAllBytes(Shop.At("root.json"), (root ?? Sigstore).TrustedRoot());
        Shop.ChangePolicy("{ key: keys/ci.pub }", $"{{ {signer} }}");
    }

    public async Task AssertDeniedAsync(string signer, string reason)
    {
        Trust(signer);
        var result = await Shop.GateAsync();
        var check = Check(result);
        Assert.Equal((VerdictOutcome.Deny, GateCheckOutcome.Fail), (result.Verdict.Outcome, check.Outcome));
        Assert.Contains(
            $"It lacks a signature by ci (1 found that can't count: {reason}",
            check.Message,
            StringComparison.Ordinal
        );
    }
}
