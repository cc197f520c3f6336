using SupplyChain.Attestations;
using SupplyChain.Gate.Policies;
using SupplyChain.Gate.Publication;
using SupplyChain.Gate.Verdicts;
using SupplyChain.Signing;
using SupplyChain.Signing.Bundles;
using Xunit;

namespace SupplyChain.Tests.Gate;

/// <summary>What goes wrong with a release, done to it before the gate and after: denied there, not deployed here.</summary>
public sealed class TamperingTests
{
    [Fact]
    public async Task A_manifest_edited_before_the_gate_is_denied()
    {
        using var shop = await Shop.ReadyAsync();
        shop.WriteManifest(File.ReadAllText(shop.At("manifests", "pod.yaml")) + "# edited\n");
        await DeniedAsync(shop, RuleIds.ManifestAttested);
    }

    [Fact]
    public async Task A_manifest_edited_after_the_gate_is_not_deployed()
    {
        using var shop = await GatedAsync();
        File.AppendAllText(shop.GatedManifest, "# edited\n");
        await RefusedAsync(shop, "deploy.files", "'pod.yaml' was changed after it was judged.", offline: true);
    }

    [Fact]
    public async Task A_tag_moved_before_the_gate_is_denied()
    {
        using var shop = await Shop.ReadyAsync();
        _ = await shop.PushAsync("another content");
        await DeniedAsync(shop, RuleIds.Signature, RuleIds.ProvenancePresent, RuleIds.SbomPresent, RuleIds.ScanPresent);
    }

    [Fact]
    public async Task A_tag_moved_after_the_gate_is_not_deployed()
    {
        using var shop = await GatedAsync();
        _ = await shop.PushAsync("another content");
        await RefusedAsync(shop, "deploy.image-tag", "now stands for sha256:");
    }

    [Theory]
    [InlineData(PredicateTypes.ImageSignature, RuleIds.Signature)]
    [InlineData(PredicateTypes.Provenance, RuleIds.ProvenancePresent)]
    [InlineData(PredicateTypes.CycloneDx, RuleIds.SbomPresent)]
    [InlineData(PredicateTypes.VulnerabilityScan, RuleIds.ScanPresent)]
    public async Task An_attestation_stripped_before_the_gate_is_denied(string predicateType, string rule)
    {
        using var shop = await Shop.ReadyAsync();
        shop.Strip(predicateType);
        await DeniedAsync(shop, rule);
    }

    [Theory]
    [InlineData(PredicateTypes.ImageSignature, RuleIds.Signature)]
    [InlineData(PredicateTypes.Provenance, RuleIds.ProvenancePresent)]
    [InlineData(PredicateTypes.CycloneDx, RuleIds.SbomPresent)]
    [InlineData(PredicateTypes.VulnerabilityScan, RuleIds.ScanPresent)]
    [InlineData(PredicateTypes.VerificationSummary, "deploy.image-verdict")]
    public async Task An_attestation_stripped_after_the_gate_is_not_deployed(string predicateType, string rule)
    {
        using var shop = await GatedAsync();
        shop.Strip(predicateType);
        await RefusedAsync(shop, rule, "");
    }

    [Fact]
    public async Task A_signature_by_another_key_before_the_gate_is_denied()
    {
        using var shop = await Shop.ReadyAsync();
        shop.Strip(PredicateTypes.ImageSignature);
        await shop.SignAsync(await shop.PushAsync("content"), "stranger");
        await DeniedAsync(shop, RuleIds.Signature);
    }

    [Fact]
    public async Task A_signature_by_another_key_after_the_gate_is_not_deployed()
    {
        using var shop = await GatedAsync();
        shop.Strip(PredicateTypes.ImageSignature);
        await shop.SignAsync(await shop.PushAsync("content"), "stranger");
        await RefusedAsync(shop, RuleIds.Signature, "It lacks a signature by ci");
    }

    [Fact]
    public async Task A_verdict_by_another_key_is_not_deployed()
    {
        using var shop = await GatedAsync();
        var path = Path.Combine(shop.Gated, GatedFolder.VerdictFile);
        var statement = Bundle.Parse(File.ReadAllBytes(path)).Envelope!.ReadStatement();
        File.WriteAllBytes(path, new BundleSigner(Shop.Key("stranger")).Sign(statement).ToBytes());
        await RefusedAsync(shop, "deploy.signature", "is no verdict of the gatekeeper.", offline: true);
    }

    [Fact]
    public async Task A_scan_that_is_too_old_at_the_gate_is_denied()
    {
        using var shop = await Shop.ReadyAsync();
        shop.ChangePolicy("2026-06-15", "2026-06-30");
        shop.Time.Advance(TimeSpan.FromHours(11) + TimeSpan.FromSeconds(1));
        await DeniedAsync(shop, RuleIds.ScanAge);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_scan_that_gets_too_old_after_the_gate_is_not_deployed(bool offline)
    {
        using var shop = await Shop.ReadyAsync();
        shop.ChangePolicy("2026-06-15", "2026-06-30");
        Assert.Equal(ExitCode.Pass, (await shop.GateAsync()).ExitCode);
        shop.Time.Advance(TimeSpan.FromHours(11) - TimeSpan.FromSeconds(1));
        Assert.True((await shop.DeployAsync(offline: offline)).IsAllowed);
        shop.Time.Advance(TimeSpan.FromSeconds(2));
        await RefusedAsync(shop, "deploy.age", "What the verdict rests on ended at 2026-06-15 23:00:00 UTC", offline);
    }

    [Fact]
    public async Task A_waiver_that_is_over_at_the_gate_is_denied()
    {
        using var shop = await Shop.ReadyAsync();
        shop.ChangePolicy("2026-06-15", "2026-06-14");
        var check = Assert.Single(await DeniedAsync(shop, RuleIds.ScanFindings));
        Assert.EndsWith("Waiver W-1 of team@shop.example expired on 2026-06-14.", check.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_waiver_that_ends_after_the_gate_is_not_deployed(bool offline)
    {
        using var shop = await Shop.ReadyAsync();
        shop.ChangePolicy("maxAge: 12h", "maxAge: 3d");
        Assert.Equal("Waiver W-1 ends.", (await shop.GateAsync()).Verdict.Expiry!.Reason);
        shop.Time.Advance(TimeSpan.FromHours(12));
        await RefusedAsync(shop, "deploy.age", "ended at 2026-06-16 00:00:00 UTC", offline);
    }

    [Fact]
    public async Task A_newer_scan_with_a_finding_after_the_gate_is_not_deployed()
    {
        using var shop = await GatedAsync();
        shop.Time.Advance(TimeSpan.FromMinutes(1));
        var image = await shop.PushAsync("content");
        await shop.AttestAsync(
            "scanner",
            image,
            shop.ScanOf(image.Digest, Verdicts.Facts.Finding("CVE-2026-2", Severity.Critical))
        );
        await RefusedAsync(shop, RuleIds.ScanFindings, "CVE-2026-2 (critical)");
    }

    private static async Task<Shop> GatedAsync()
    {
        var shop = await Shop.ReadyAsync();
        Assert.Equal(ExitCode.Pass, (await shop.GateAsync()).ExitCode);
        return shop;
    }

    private static async Task<GateCheck[]> DeniedAsync(Shop shop, params string[] rules)
    {
        var result = await shop.GateAsync();
        Assert.Equal(ExitCode.Deny, result.ExitCode);
        Assert.False(Directory.Exists(shop.Gated));
        var failed = result.Verdict.AllChecks.Where(check => check.Outcome == GateCheckOutcome.Fail).ToArray();
        Assert.Equal(rules, failed.Select(check => check.Id));
        return failed;
    }

    private static async Task RefusedAsync(Shop shop, string check, string message, bool offline = false)
    {
        var result = await shop.DeployAsync(offline: offline);
        Assert.Equal(ExitCode.Deny, result.ExitCode);
        Assert.Empty(result.Files);
        var failed = Assert.Single(result.Checks, item => item.Outcome == GateCheckOutcome.Fail);
        Assert.Equal(check, failed.Id);
        Assert.Contains(message, failed.Message, StringComparison.Ordinal);
    }
}
