using SupplyChain.Attestations;
using SupplyChain.Gate.Evidence;
using SupplyChain.Gate.Policies;
using SupplyChain.Gate.Verdicts;
using SupplyChain.Signing;
using Xunit;

namespace SupplyChain.Tests.Gate;

public sealed class LocalBundlesTests
{
    [Fact]
    public async Task Bundles_may_stand_one_a_line()
    {
        using var shop = await Shop.ReadyAsync();
        var lint = File.ReadAllText(shop.At("attestations", "lint.json"));
        File.Delete(shop.At("attestations", "lint.json"));
        File.WriteAllText(shop.At("attestations", "all.jsonl"), $"\n{lint}\r\n\n{lint}");
        Assert.Equal(ExitCode.Pass, (await shop.GateAsync()).ExitCode);
    }

    [Fact]
    public async Task Evidence_about_an_image_may_stand_in_a_file()
    {
        using var shop = await Shop.ReadyAsync();
        shop.Strip(PredicateTypes.Provenance);
        var image = await shop.PushAsync("content");
        var bundle = new BundleSigner(Shop.Key("ci")).Sign(Shop.ProvenanceOf(image.Digest));
        File.WriteAllBytes(shop.At("attestations", "provenance.json"), bundle.ToBytes());
        Assert.Equal(ExitCode.Pass, (await shop.GateAsync()).ExitCode);
    }

    [Fact]
    public async Task A_lint_report_by_a_stranger_is_denied_with_the_reason()
    {
        using var shop = await Shop.ReadyAsync();
        await shop.AttestLintAsync("stranger");
        var check = Assert.Single((await shop.GateAsync()).Verdict.AllChecks, check => check.Outcome == GateCheckOutcome.Fail);
        Assert.Contains("(1 found that can't count: ", check.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_bundle_in_place_of_what_is_missing_is_an_error()
    {
        using var shop = await Shop.ReadyAsync();
        File.WriteAllText(shop.At("attestations", "lint.json"), "{\"mediaType\":1}");
        var result = await shop.GateAsync();
        Assert.Equal(ExitCode.Undetermined, result.ExitCode);
        Assert.Equal(
            RuleIds.ManifestAttested,
            Assert.Single(result.Verdict.AllChecks, check => check.Outcome == GateCheckOutcome.Error).Id
        );
    }

    [Fact]
    public void A_path_that_does_not_exist_is_refused() =>
        Assert.Equal("gate.attestations", Assert.Throws<ConfigurationException>(() => LocalBundles.Load(["none.json"])).Code);
}
