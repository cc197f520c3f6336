using SupplyChain.Gate;
using SupplyChain.Gate.Verdicts;
using SupplyChain.Images;
using SupplyChain.Testing.Registry;
using Xunit;

namespace SupplyChain.Tests.Gate;

/// <summary>What gathering a release's evidence asks of a registry.</summary>
public sealed class EvidenceRequestsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_gate_takes_three_requests_or_four_without_the_api_and_each_piece_of_evidence_one(bool referrersApi)
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { ReferrersApi = referrersApi });
        using var shop = await Shop.ReadyAsync();
        var image = $"{registry.Host}/shop/api:1.4.0";
        await CopyAsync(shop, image);
        shop.WriteManifest(
            File.ReadAllText(shop.At("manifests", "pod.yaml")).Replace(Shop.Reference, image, StringComparison.Ordinal)
        );
        await shop.AttestLintAsync();
        shop.ChangePolicy("\"registry.shop.example/**\"", $"\"{registry.Host}/**\"");
        var before = registry.Requests.Count;

        Assert.Equal(VerdictOutcome.Pass, (await GateAsync(shop)).Verdict.Outcome);

        const int pieces = 4;
        Assert.Equal((referrersApi ? 3 : 4) + pieces, registry.Requests.Count - before);
    }

    private static async Task CopyAsync(Shop shop, string image)
    {
        using var stores = new ImageStores(new ImageStoreOptions());
        var here = await stores.ResolveAsync(ImageLocation.Parse($"oci:{shop.At("images")}:{Shop.Reference}"), Token);
        _ = await ImageCopier.CopyAsync(here, stores.OpenStore(ImageLocation.Parse(image)), "1.4.0", Token);
    }

    private static async Task<GateResult> GateAsync(Shop shop)
    {
        using var stores = new ImageStores(new ImageStoreOptions());
        return await GateRun.RunAsync(
            new GateRequest
            {
                Policy = shop.Policy(),
                Manifests = [shop.At("manifests")],
                Stores = stores,
                Attestations = [shop.At("attestations")],
                Output = shop.Output,
                Time = shop.Time,
            },
            Token
        );
    }
}
