using System.Text;
using SupplyChain.Attestations;
using SupplyChain.Gate.Policies;
using SupplyChain.Gate.Verdicts;
using SupplyChain.Images;
using SupplyChain.Scanning;
using Xunit;

namespace SupplyChain.Tests.Gate;

/// <summary>Evidence that is made to look like other evidence.</summary>
public sealed class EvidenceForgeryTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Evidence_of_another_image_is_denied()
    {
        using var shop = new Shop();
        var other = await shop.PushAsync("other", $"{Shop.Repository}:other");
        await shop.AttestAllAsync(other);
        await shop.AttestLintAsync();
        var image = await shop.PushAsync("content");
        // The other image's bundles, moved beside this one.
        foreach (var listed in await shop.Layout.ListReferrersAsync(other.Digest, Cancelled))
        {
            await MoveAsync(shop, listed.Descriptor, image);
        }

        var verdict = (await shop.GateAsync()).Verdict;
        Assert.Equal(VerdictOutcome.Deny, verdict.Outcome);
        Assert.Contains(
            verdict.AllChecks,
            check =>
                check.Id == RuleIds.Signature && check.Message.Contains("is about another artifact", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task An_attestation_is_no_signature()
    {
        using var shop = await Shop.ReadyAsync();
        shop.Strip(PredicateTypes.ImageSignature);
        Assert.Equal(
            RuleIds.Signature,
            Assert.Single((await shop.GateAsync()).Verdict.AllChecks, check => check.Outcome == GateCheckOutcome.Fail).Id
        );
    }

    [Fact]
    public async Task A_scan_about_another_image_in_a_statement_about_this_one_is_denied()
    {
        using var shop = await Shop.ReadyAsync();
        shop.Strip(PredicateTypes.VulnerabilityScan);
        var image = await shop.PushAsync("content");
        var report = shop.ReportOf(Digest.Sha256("another"u8));
        await shop.AttestAsync("scanner", image, ScanStatement.Of(report, [Subject.Of(image.Digest)]));
        Assert.Equal(
            RuleIds.ScanCoverage,
            Assert.Single((await shop.GateAsync()).Verdict.AllChecks, check => check.Outcome == GateCheckOutcome.Fail).Id
        );
    }

    [Fact]
    public async Task A_trusted_scan_that_is_malformed_is_an_error()
    {
        using var shop = await Shop.ReadyAsync();
        var image = await shop.PushAsync("content");
        await shop.AttestAsync(
            "scanner",
            image,
            new Statement([Subject.Of(image.Digest)], PredicateTypes.VulnerabilityScan, "{}"u8.ToArray())
        );
        var verdict = (await shop.GateAsync()).Verdict;
        Assert.Equal(RuleIds.ScanPresent, Assert.Single(verdict.AllChecks, check => check.Outcome == GateCheckOutcome.Error).Id);
        Assert.Equal(ExitCode.Undetermined, verdict.ExitCode);
    }

    [Fact]
    public async Task A_malformed_scan_by_a_stranger_does_no_harm()
    {
        using var shop = await Shop.ReadyAsync();
        var image = await shop.PushAsync("content");
        await shop.AttestAsync(
            "stranger",
            image,
            new Statement([Subject.Of(image.Digest)], PredicateTypes.VulnerabilityScan, "{}"u8.ToArray())
        );
        Assert.Equal(ExitCode.Pass, (await shop.GateAsync()).ExitCode);
    }

    private static async Task MoveAsync(Shop shop, Descriptor referrer, Descriptor image)
    {
        var text = Encoding.UTF8.GetString((await shop.Layout.ReadManifestAsync(referrer.Digest, Cancelled))!.Value.Span);
        var manifest = System.Text.Json.Nodes.JsonNode.Parse(text)!;
        manifest["subject"]!["digest"] = image.Digest.ToString();
        manifest["subject"]!["size"] = image.Size;
        var bytes = Encoding.UTF8.GetBytes(manifest.ToJsonString());
        var moved = Descriptor.Of(MediaTypes.OciManifest, bytes) with
        {
            ArtifactType = referrer.ArtifactType,
            Annotations = referrer.Annotations,
        };
        _ = await shop.Layout.WriteReferrerAsync(moved, bytes, image.Digest, Cancelled);
    }
}
