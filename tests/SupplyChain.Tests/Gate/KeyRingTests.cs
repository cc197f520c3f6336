using System.Security.Cryptography;
using SupplyChain.Attestations;
using SupplyChain.Gate.Policies;
using SupplyChain.Gate.Verdicts;
using SupplyChain.Images;
using SupplyChain.Signing.Bundles;
using SupplyChain.Testing.Sigstore;
using Xunit;

namespace SupplyChain.Tests.Gate;

/// <summary>Releases judged at noon of 15 June 2026, by signers with several keys that count at some times only.</summary>
public sealed class KeyRingTests : IDisposable
{
    private readonly Shop shop = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => shop.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData(", notBefore: 2026-06-15, notAfter: 2026-06-15")]
    [InlineData(", notBefore: 2026-06-15T12:00:00Z, notAfter: 2026-06-15T12:00:00Z")]
    [InlineData(", revoked: { from: 2026-06-16, reason: Planned }")]
    public async Task A_key_counts_while_the_policy_says_so(string when)
    {
        var verdict = await JudgeAsync($"[{{ key: keys/stranger.pub }}, {{ key: keys/ci.pub{when} }}]");

        Assert.Equal(VerdictOutcome.Pass, verdict.Outcome);
        var accepted = Assert.Single(Assert.Single(SignatureCheck(verdict).Evidence).AcceptedBy);
        Assert.Equal(("ci", "signers.ci.keys[1]", "keys/ci.pub"), (accepted.Signer, accepted.Rule, accepted.Key));
        Assert.Equal(Digest.Sha256(Shop.Key("ci").PublicKey.SubjectPublicKeyInfo.Span), accepted.KeyDigest);
        Assert.Null(accepted.SignedAt);
    }

    [Theory]
    [InlineData(
        "revoked: { reason: The laptop was stolen. }",
        "The key 'keys/ci.pub' of signer 'ci' was revoked: The laptop was stolen."
    )]
    [InlineData(
        "revoked: { from: 2026-05-01, reason: The laptop was stolen }",
        "The key 'keys/ci.pub' of signer 'ci' was revoked on 2026-05-01 00:00:00 UTC: The laptop was stolen. Nothing proves that it signed this at another time than now."
    )]
    [InlineData(
        "notAfter: 2026-06-14",
        "The key 'keys/ci.pub' of signer 'ci' ended on 2026-06-15 00:00:00 UTC. Nothing proves that it signed this at another time than now."
    )]
    [InlineData(
        "notAfter: 2026-06-15T11:59:59Z",
        "The key 'keys/ci.pub' of signer 'ci' ended on 2026-06-15 12:00:00 UTC. Nothing proves that it signed this at another time than now."
    )]
    [InlineData(
        "notBefore: 2026-06-16",
        "The key 'keys/ci.pub' of signer 'ci' counts from 2026-06-16 00:00:00 UTC on. Nothing proves that it signed this at another time than now."
    )]
    public async Task A_key_that_does_not_count_now_is_denied_by_name(string when, string reason)
    {
        var verdict = await JudgeAsync($"[{{ key: keys/ci.pub, {when} }}]");

        Assert.Equal(VerdictOutcome.Deny, verdict.Outcome);
        Assert.Equal($"It lacks a signature by ci (1 found that can't count: {reason}).", SignatureCheck(verdict).Message);
        Assert.NotNull(SignatureCheck(verdict).Remedy);
    }

    [Fact]
    public async Task Of_several_signatures_that_do_not_count_the_one_by_the_wanted_signer_is_named()
    {
        var image = await shop.PushAsync("content");
        await shop.SignAsync(image, "stranger");
        await shop.SignAsync(image, "scanner");
        var verdict = await JudgeAsync("[{ key: keys/ci.pub, revoked: { reason: Lost } }]");

        Assert.Contains("can't count: The key 'keys/ci.pub' of signer 'ci' was revoked: Lost.", SignatureCheck(verdict).Message);
    }

    [Fact]
    public async Task A_verdict_holds_no_longer_than_the_key_it_rests_on()
    {
        var verdict = await JudgeAsync("[{ key: keys/ci.pub, notAfter: 2026-06-15T18:00:00Z }]");

        Assert.Equal(VerdictOutcome.Pass, verdict.Outcome);
        Assert.Equal(new DateTimeOffset(2026, 6, 15, 18, 0, 1, TimeSpan.Zero), verdict.Expiry!.At);
        Assert.Equal("The key 'keys/ci.pub' of signer 'ci' ends.", verdict.Expiry.Reason);
    }

    // Everything that the virtual Sigstore signs, it signs at noon of 31 January 2026.
    [Theory]
    [InlineData("notAfter: 2026-01-31", null)]
    [InlineData("notBefore: 2026-01-31, notAfter: 2026-01-31", null)]
    [InlineData("revoked: { from: 2026-02-01, reason: Lost }", null)]
    [InlineData("notAfter: 2026-01-30", "ended on 2026-01-31 00:00:00 UTC. It signed this at 2026-01-31 12:00:00 UTC.")]
    [InlineData("notBefore: 2026-02-01", "counts from 2026-02-01 00:00:00 UTC on. It signed this at 2026-01-31 12:00:00 UTC.")]
    [InlineData(
        "revoked: { from: 2026-01-31, reason: Lost }",
        "was revoked on 2026-01-31 00:00:00 UTC: Lost. It signed this at 2026-01-31 12:00:00 UTC."
    )]
    [InlineData("revoked: { reason: Lost }", "was revoked: Lost.")]
    public async Task What_is_proven_to_be_signed_at_a_time_is_judged_by_that_time(string when, string? reason)
    {
        foreach (var proof in new[] { "", ", logs: 0, timestamps: 1" })
        {
            var check = await JudgeProvenAsync(when, SigstoreFault.None, $"trustedRoot: root.json{proof}");

            Assert.Equal(reason is null ? GateCheckOutcome.Pass : GateCheckOutcome.Fail, check.Outcome);
            Assert.Contains(reason ?? "It has a signature by ci.", check.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(SigstoreFault.EntryTimeAltered)]
    [InlineData(SigstoreFault.EntryPromiseByStranger)]
    [InlineData(SigstoreFault.EntryOfStranger)]
    [InlineData(SigstoreFault.TimestampByStranger)]
    [InlineData(SigstoreFault.NoEntry)]
    public async Task A_time_that_is_claimed_and_not_proven_makes_no_old_key_count(SigstoreFault fault)
    {
        var check = await JudgeProvenAsync("notAfter: 2026-02-28", fault, "trustedRoot: root.json");

        Assert.Equal(GateCheckOutcome.Fail, check.Outcome);
        Assert.Contains(
            "The key 'old.pub' of signer 'ci' signed it, which does not count: ",
            check.Message,
            StringComparison.Ordinal
        );
    }

    // Whoever has stolen a key can put an old signature of its, with its timestamp, before the new one.
    [Fact]
    public async Task An_old_signature_with_its_timestamp_beside_a_new_one_makes_no_old_key_count()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var sigstore = new VirtualSigstore();
        var image = await shop.PushAsync("content");
        var old = sigstore.SignStatement(
            new Statement([Subject.Of(Digest.Sha256("old"u8))], PredicateTypes.ImageSignature, "{}"u8.ToArray()),
            new SigningShape { Key = key, IsTimestamped = true }
        );
        var payload = new Statement([Subject.Of(image.Digest)], PredicateTypes.ImageSignature, "{}"u8.ToArray()).ToBytes();
        var made = key.SignData(
            Envelope.ToSignedBytes(Envelope.InToto, payload),
            HashAlgorithmName.SHA256,
            DSASignatureFormat.Rfc3279DerSequence
        );
        var forged = new Bundle(
            old.Material with
            {
                LogEntries = [],
            },
            new Envelope(Envelope.InToto, payload, [old.Envelope!.Signatures[0], new EnvelopeSignature(made)])
        );
        await shop.Layout.PlaceAsync(image, forged.ToBytes(), Cancelled);
        await File.WriteAllTextAsync(shop.At("old.pub"), key.ExportSubjectPublicKeyInfoPem(), Cancelled);
        await File.WriteAllBytesAsync(shop.At("root.json"), sigstore.TrustedRoot(), Cancelled);
        shop.ChangePolicy(
            "{ key: keys/ci.pub }",
            "{ keys: [{ key: old.pub, revoked: { from: 2026-02-01, reason: Stolen } }], trustedRoot: root.json, logs: 0 }"
        );
        var check = SignatureCheck((await shop.GateAsync(key: null)).Verdict);

        Assert.Equal(GateCheckOutcome.Error, check.Outcome);
        Assert.Contains("its envelope has 2 signatures and a bundle's has one", check.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_trusted_root_no_time_is_proven_whatever_the_signature_carries()
    {
        var check = await JudgeProvenAsync("notAfter: 2026-02-28", SigstoreFault.None, "");

        Assert.Contains("ended on 2026-03-01 00:00:00 UTC. Nothing proves", check.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gatekeeper_signs_and_deploys_with_the_new_key_of_its_ring()
    {
        await ReadyAsync();
        shop.ChangePolicy(
            "{ key: keys/gatekeeper.pub }",
            "{ keys: [{ key: keys/gatekeeper.pub }, { key: keys/stranger.pub, notAfter: 2026-06-15 }] }"
        );

        Assert.Equal(ExitCode.Pass, (await shop.GateAsync(key: "stranger")).ExitCode);
        Assert.True((await shop.DeployAsync()).IsAllowed);
        shop.Time.Advance(TimeSpan.FromHours(12));
        var refused = await shop.DeployAsync(offline: true);
        Assert.False(refused.IsAllowed);
        Assert.Contains(
            refused.Checks,
            check =>
                check.Outcome == GateCheckOutcome.Fail
                && check.Message.Contains(
                    "The key 'keys/stranger.pub' of signer 'gatekeeper' ended on 2026-06-16 00:00:00 UTC.",
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public async Task A_gatekeeper_does_not_sign_with_a_key_that_was_revoked()
    {
        await ReadyAsync();
        shop.ChangePolicy("{ key: keys/gatekeeper.pub }", "{ keys: [{ key: keys/gatekeeper.pub, revoked: { reason: Lost } }] }");
        var refusal = await Assert.ThrowsAsync<ConfigurationException>(() => shop.GateAsync());

        Assert.Equal(
            "The key 'keys/gatekeeper.pub' of signer 'gatekeeper' was revoked: Lost. Sign verdicts with another key of 'signers.gatekeeper'.",
            refusal.Message
        );
    }

    private static GateCheck SignatureCheck(Verdict verdict) => verdict.AllChecks.Single(check => check.Id == RuleIds.Signature);

    private async Task ReadyAsync()
    {
        await shop.AttestAllAsync(await shop.PushAsync("content"));
        await shop.AttestLintAsync();
    }

    private async Task<Verdict> JudgeAsync(string keys)
    {
        await ReadyAsync();
        shop.ChangePolicy("{ key: keys/ci.pub }", $"{{ keys: {keys} }}");
        return (await shop.GateAsync(key: null)).Verdict;
    }

    private static async Task<GateCheck> JudgeProvenAsync(string when, SigstoreFault fault, string trust)
    {
        using var own = new Shop();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var sigstore = new VirtualSigstore(fault);
        var image = await own.PushAsync("content");
        var statement = new Statement([Subject.Of(image.Digest)], PredicateTypes.ImageSignature, "{}"u8.ToArray());
        var bundle = sigstore.SignStatement(statement, new SigningShape { Key = key, IsTimestamped = true });
        await own.Layout.PlaceAsync(image, bundle.ToBytes(), Cancelled);
        await File.WriteAllTextAsync(own.At("old.pub"), key.ExportSubjectPublicKeyInfoPem(), Cancelled);
        await File.WriteAllBytesAsync(own.At("root.json"), sigstore.TrustedRoot(), Cancelled);
        var separator = trust.Length == 0 ? "" : ", ";
        own.ChangePolicy("{ key: keys/ci.pub }", $"{{ keys: [{{ key: old.pub, {when} }}]{separator}{trust} }}");
        return SignatureCheck((await own.GateAsync(key: null)).Verdict);
    }
}
