using System.Text;
using SupplyChain.Attestations;
using SupplyChain.Attestations.Predicates;
using SupplyChain.Gate.Verdicts;
using SupplyChain.Images;
using SupplyChain.Signing;
using SupplyChain.Signing.Bundles;
using SupplyChain.Signing.Verification;
using Xunit;

namespace SupplyChain.Tests.Gate;

/// <summary>Verdicts that are old, of something else, or made to look like others.</summary>
public sealed class VerdictForgeryTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_old_pass_does_not_hide_a_newer_denial()
    {
        using var shop = await Shop.ReadyAsync();
        _ = await shop.GateAsync();
        var passed = Copy(shop.Gated, shop.At("kept"));
        shop.Time.Advance(TimeSpan.FromMinutes(1));
        var image = await shop.PushAsync("content");
        await shop.AttestAsync(
            "scanner",
            image,
            shop.ScanOf(image.Digest, Verdicts.Facts.Finding("CVE-2026-2", Severity.Critical))
        );
        Assert.Equal(ExitCode.Deny, (await shop.GateAsync()).ExitCode);
        _ = Copy(passed, shop.Gated);
        var failed = (await shop.DeployAsync()).Checks.Where(check => check.Outcome == GateCheckOutcome.Fail).ToArray();
        Assert.Contains(
            failed,
            check => check.Id == "deploy.image-verdict" && check.Message.Contains("is a denial", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(VerificationResult.Passed, true)]
    [InlineData(VerificationResult.Failed, false)]
    public async Task Verdicts_of_one_time_that_contradict_each_other_are_a_denial(VerificationResult second, bool allowed)
    {
        using var shop = await Shop.ReadyAsync();
        _ = await shop.GateAsync();
        var (image, summary) = await ImageVerdictAsync(shop);
        var other = summary with { VerificationResult = second, VerifiedLevels = ["GATE_ENV_PROD"] };
        await shop.AttestAsync("gatekeeper", image, other.ToStatement([Subject.Of(image.Digest)]));
        Assert.Equal(allowed, (await shop.DeployAsync()).IsAllowed);
    }

    [Fact]
    public async Task A_denial_that_somebody_else_signed_is_none()
    {
        using var shop = await Shop.ReadyAsync();
        _ = await shop.GateAsync();
        var (image, summary) = await ImageVerdictAsync(shop);
        var denial = summary with
        {
            VerificationResult = VerificationResult.Failed,
            TimeVerified = shop.Time.GetUtcNow().AddMinutes(1),
        };
        await shop.AttestAsync("ci", image, denial.ToStatement([Subject.Of(image.Digest)]));
        Assert.True((await shop.DeployAsync()).IsAllowed);
    }

    [Fact]
    public async Task A_verdict_from_the_future_is_not_deployed()
    {
        using var shop = await Shop.ReadyAsync();
        _ = await shop.GateAsync();
        shop.Time.AdjustTime(shop.Time.GetUtcNow().AddMinutes(-6));
        Assert.Contains("is in the future", Refusal(await shop.DeployAsync(offline: true)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verdict_past_its_validity_is_not_deployed()
    {
        using var shop = await Shop.ReadyAsync();
        shop.ChangePolicy("maxAge: 12h", "maxAge: 9d");
        shop.ChangePolicy("2026-06-15", "2026-06-30");
        _ = await shop.GateAsync();
        shop.Time.Advance(TimeSpan.FromHours(24));
        Assert.Equal("deploy.age", Refusal(await shop.DeployAsync(offline: true)).Id);
    }

    [Fact]
    public async Task A_verdict_that_states_no_end_is_not_deployed_past_its_validity()
    {
        using var shop = await Shop.ReadyAsync();
        _ = await shop.GateAsync();
        var path = Path.Combine(shop.Gated, "verdict.jsonl");
        var statement = Bundle.Parse(File.ReadAllBytes(path)).Envelope!.ReadStatement();
        var endless = VerificationSummary.Read(statement) with { Expires = null };
        var bundle = new BundleSigner(Shop.Key("gatekeeper")).Sign(endless.ToStatement(statement.Subjects));
        File.WriteAllBytes(path, bundle.ToBytes());
        shop.Time.Advance(TimeSpan.FromHours(24));
        Assert.True((await shop.DeployAsync(offline: true)).IsAllowed);
        shop.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains("was valid until", Refusal(await shop.DeployAsync(offline: true)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verdict_of_another_environment_is_not_deployed()
    {
        using var shop = await Shop.ReadyAsync();
        shop.ChangePolicy("[prod]", "[prod, stage]");
        Assert.Equal(ExitCode.Pass, (await shop.GateAsync("stage")).ExitCode);
        var failed = (await shop.DeployAsync("prod", offline: true)).Checks.Where(check =>
            check.Outcome == GateCheckOutcome.Fail
        );
        Assert.Equal(["deploy.policy", "deploy.result"], failed.Select(check => check.Id));
    }

    [Fact]
    public async Task A_verdict_by_a_policy_that_was_changed_since_is_not_deployed()
    {
        using var shop = await Shop.ReadyAsync();
        _ = await shop.GateAsync();
        shop.ChangePolicy("severity: high", "severity: critical");
        Assert.Contains(
            "has been changed since",
            Refusal(await shop.DeployAsync(offline: true)).Message,
            StringComparison.Ordinal
        );
    }

    public static TheoryData<string> Alterations => [.. Altered.Keys];

    private static Dictionary<string, Func<Bundle, byte[]>> Altered { get; } =
        new()
        {
            ["another payload type"] = bundle =>
                new Bundle(bundle.Material, bundle.Envelope! with { PayloadType = "application/json" }).ToBytes(),
            ["a changed payload"] = bundle =>
                new Bundle(
                    bundle.Material,
                    bundle.Envelope! with
                    {
                        Payload = Replace(bundle.Envelope!.Payload, "FAILED", "PASSED"),
                    }
                ).ToBytes(),
            ["a payload with a name twice"] = bundle =>
                new Bundle(
                    bundle.Material,
                    bundle.Envelope! with
                    {
                        Payload = Replace(bundle.Envelope!.Payload, "\"_type\"", "\"_type\":\"x\",\"_type\""),
                    }
                ).ToBytes(),
            ["a bundle with a name twice"] = bundle =>
                [.. Replace(bundle.ToBytes(), "\"mediaType\"", "\"mediaType\":\"x\",\"mediaType\"").Span],
            ["two bundles"] = bundle => [.. bundle.ToBytes(), (byte)'\n', .. bundle.ToBytes()],
            ["no bundle"] = _ => "{}"u8.ToArray(),
            ["nothing"] = _ => [],
        };

    [Theory]
    [MemberData(nameof(Alterations))]
    public async Task An_altered_verdict_is_not_deployed(string alteration)
    {
        using var shop = await Shop.ReadyAsync();
        shop.ChangePolicy("maxAge: 12h", "maxAge: 1m");
        // A denied release, whose verdict somebody wants to look like a pass.
        _ = await shop.GateAsync("dev");
        var path = Path.Combine(shop.Gated, "verdict.jsonl");
        File.WriteAllBytes(path, Altered[alteration](Bundle.Parse(File.ReadAllBytes(path))));
        var result = await shop.DeployAsync("dev", offline: true);
        Assert.NotEqual(ExitCode.Pass, result.ExitCode);
        Assert.Equal("deploy.signature", Assert.Single(result.Checks).Id);
    }

    [Fact]
    public async Task A_statement_of_another_type_by_the_gatekeeper_is_no_verdict()
    {
        using var shop = await Shop.ReadyAsync();
        _ = await shop.GateAsync();
        var path = Path.Combine(shop.Gated, "verdict.jsonl");
        var statement = Bundle.Parse(File.ReadAllBytes(path)).Envelope!.ReadStatement();
        var other = new Statement(statement.Subjects, PredicateTypes.TestResult, statement.Predicate);
        File.WriteAllBytes(path, new BundleSigner(Shop.Key("gatekeeper")).Sign(other).ToBytes());
        Assert.Equal("deploy.signature", Refusal(await shop.DeployAsync(offline: true)).Id);
    }

    private static GateCheck Refusal(SupplyChain.Gate.Deployment.DeploymentResult result)
    {
        Assert.Equal(ExitCode.Deny, result.ExitCode);
        return Assert.Single(result.Checks, check => check.Outcome == GateCheckOutcome.Fail);
    }

    private static ReadOnlyMemory<byte> Replace(ReadOnlyMemory<byte> text, string from, string to)
    {
        var before = Encoding.UTF8.GetString(text.Span);
        Assert.Contains(from, before, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(before.Replace(from, to, StringComparison.Ordinal));
    }

    private static string Copy(string from, string to)
    {
        _ = Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        return to;
    }

    private static async Task<(Descriptor Image, VerificationSummary Summary)> ImageVerdictAsync(Shop shop)
    {
        var image = await shop.PushAsync("content");
        var listing = await EvidenceListing.ReadAsync(shop.Layout, image.Digest, Cancelled);
        var verdict = listing.Items.Single(item => item.ClaimedType == PredicateTypes.VerificationSummary);
        return (image, VerificationSummary.Read(verdict.Bundle!.Envelope!.ReadStatement()));
    }
}
