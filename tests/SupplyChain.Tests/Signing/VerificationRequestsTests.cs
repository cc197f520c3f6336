using SupplyChain.Images;
using SupplyChain.Signing;
using SupplyChain.Signing.Keys;
using SupplyChain.Signing.Verification;
using SupplyChain.Testing.Registry;
using SupplyChain.Tests.Images;
using Xunit;

namespace SupplyChain.Tests.Signing;

/// <summary>What finding an image and its evidence asks of a registry.</summary>
public sealed class VerificationRequestsTests
{
    private static readonly Dictionary<string, string> NoAnnotations = [];

    private readonly PrivateKey key = PrivateKey.Generate();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, 1)]
    [InlineData(true, 20)]
    [InlineData(false, 1)]
    [InlineData(false, 20)]
    public async Task An_image_takes_two_requests_or_three_without_the_api_and_each_piece_of_evidence_one(
        bool referrersApi,
        int pieces
    )
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { ReferrersApi = referrersApi });
        var image = await PushAsync(registry, Enumerable.Range(0, pieces).Select(number => $"{number}"));
        var before = registry.Requests.Count;

        Assert.True((await VerifyAsync(registry, NoAnnotations)).IsVerified);

        List<string> first = ["GET /v2/shop/manifests/1.0", $"GET /v2/shop/referrers/{image.Digest}"];
        if (!referrersApi)
        {
            first.Add($"GET /v2/shop/manifests/sha256-{image.Digest.Hex}");
        }

        var asked = registry.Requests.Skip(before).ToList();
        Assert.Equal(first, asked.Take(first.Count));
        Assert.Equal(first.Count + pieces, asked.Count);
    }

    [Fact]
    public async Task Before_an_image_is_said_to_be_unsigned_every_place_is_asked()
    {
        await using var registry = await TestRegistry.StartAsync();
        var image = await PushAsync(registry, ["one"]);
        var before = registry.Requests.Count;

        var report = await VerifyAsync(registry, new Dictionary<string, string> { ["name"] = "another" });

        Assert.False(report.IsVerified);
        var tag = $"GET /v2/shop/manifests/sha256-{image.Digest.Hex}";
        Assert.Superset(new HashSet<string> { tag, $"{tag}.sig", $"{tag}.att" }, registry.Requests.Skip(before).ToHashSet());
    }

    [Fact]
    public async Task What_is_embedded_in_a_manifest_and_has_another_digest_is_not_believed()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var stores = new ImageStores(new ImageStoreOptions());
        var store = stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop"));
        await store.WriteBlobAsync(Samples.Describe("true"), new MemoryStream("true"u8.ToArray()), Token);

        var content = await store.ReadBlobAsync(Samples.Describe("true") with { Data = "fake"u8.ToArray() }, 100, Token);

        Assert.Equal("true"u8.ToArray(), content.ToArray());
    }

    private async Task<Descriptor> PushAsync(TestRegistry registry, IEnumerable<string> names)
    {
        using var stores = new ImageStores(new ImageStoreOptions());
        var store = stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop"));
        var image = await Samples.PushImageAsync(store, "1.0");
        foreach (var name in names)
        {
            var annotations = new Dictionary<string, string> { ["name"] = name };
            _ = await new ImageSigner(key, TimeProvider.System).SignAsync(store, image, annotations, Token);
        }

        return image;
    }

    private async Task<VerificationReport> VerifyAsync(TestRegistry registry, Dictionary<string, string> annotations)
    {
        using var stores = new ImageStores(new ImageStoreOptions());
        var image = await stores.ResolveAsync(ImageReference.Parse($"{registry.Host}/shop:1.0"), Token);
        var verifier = new Verifier([new NamedKey("ci", key.PublicKey)]);
        return await verifier.VerifyImageAsync(image.Source, image.Digest, annotations, Token);
    }
}
