using Microsoft.AspNetCore.Http;
using SupplyChain.Attestations;
using SupplyChain.Images;
using SupplyChain.Reports.Trees;
using SupplyChain.Signing;
using SupplyChain.Signing.Keys;
using SupplyChain.Signing.Verification;
using SupplyChain.Testing;
using SupplyChain.Testing.Registry;
using SupplyChain.Tests.Images;
using Xunit;

namespace SupplyChain.Tests.Signing;

/// <summary>What finding an image and its evidence asks of a registry.</summary>
public sealed class VerificationRequestsTests
{
    private static readonly Dictionary<string, string> NoAnnotations = [];
    private static readonly Dictionary<string, string> Another = new() { ["name"] = "another" };

    private readonly PrivateKey key = PrivateKey.Generate();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, 1)]
    [InlineData(true, 20)]
    [InlineData(false, 1)]
    [InlineData(false, 20)]
    public async Task An_image_takes_two_requests_or_three_without_the_api_and_up_to_four_pieces_of_evidence_one_each(
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
        Assert.Equal(first.Count + Math.Min(pieces, 4), asked.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_the_first_pieces_do_not_suffice_all_others_are_opened(bool referrersApi)
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { ReferrersApi = referrersApi });
        var image = await PushAsync(registry, Enumerable.Range(0, 7).Select(number => $"{number}"));

        for (var number = 0; number < 7; number++)
        {
            var wanted = new Dictionary<string, string> { ["name"] = $"{number}" };
            Assert.True((await VerifyAsync(registry, wanted)).IsVerified, $"the signature {number} was not found");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Before_an_image_is_said_to_be_unsigned_every_place_is_looked_at_and_none_twice(bool referrersApi)
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { ReferrersApi = referrersApi });
        var image = await PushAsync(registry, ["one"]);
        var before = registry.Requests.Count;

        Assert.False((await VerifyAsync(registry, Another)).IsVerified);

        var asked = registry.Requests.Skip(before).ToList();
        Assert.Contains("GET /v2/shop/tags/list", asked);
        Assert.Equal(!referrersApi, asked.Contains(TagOf(image)));
        Assert.Equal(referrersApi ? 4 : 5, asked.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Attestations_take_three_requests_or_four_without_the_api_and_each_piece_of_evidence_one(bool referrersApi)
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { ReferrersApi = referrersApi });
        _ = await PushAsync(registry, ["one", "two"]);
        var before = registry.Requests.Count;

        using var stores = new ImageStores(new ImageStoreOptions());
        var image = await stores.ResolveAsync(ImageReference.Parse($"{registry.Host}/shop:1.0"), Token);
        var report = await Verifier().VerifyAttestationsAsync(image.Source, image.Digest, PredicateTypes.ImageSignature, Token);

        Assert.Equal(2, report.Verified.Count);
        Assert.Equal((referrersApi ? 3 : 4) + 2, registry.Requests.Count - before);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_tree_takes_three_requests_or_four_without_the_api_and_each_piece_of_evidence_one(bool referrersApi)
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { ReferrersApi = referrersApi });
        _ = await PushAsync(registry, ["one", "two"]);
        var before = registry.Requests.Count;

        using var stores = new ImageStores(new ImageStoreOptions());
        var image = await stores.ResolveAsync(ImageReference.Parse($"{registry.Host}/shop:1.0"), Token);
        var tree = await ReferrerTree.ReadAsync(image.Source, image.Digest, Token);

        Assert.Equal(2, tree.Referrers.Count);
        Assert.Equal((referrersApi ? 3 : 4) + 2, registry.Requests.Count - before);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_older_clients_left_is_found_by_the_list_of_tags(bool referrersApi)
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { ReferrersApi = referrersApi });
        var image = await PushAsync(registry, []);
        LeaveToOlderClients(registry, image, await PushAsync(registry, ["one"], "2.0"));
        var before = registry.Requests.Count;

        Assert.Equal(2, await CountAsync(registry));

        var asked = registry.Requests.Skip(before).ToList();
        Assert.Equal((referrersApi ? 3 : 4) + 2, asked.Count);
        Assert.Contains($"{TagOf(image)}.sig", asked);
        Assert.Contains($"{TagOf(image)}.att", asked);
    }

    public static TheoryData<string> Lists =>
        ["forbidden", "missing", "broken", "down", "cut short", "no list", "no JSON", "endless", "in pages", "long", "no answer"];

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Where_the_list_of_tags_tells_nothing_each_older_tag_is_asked_for(string list)
    {
        await using var registry = await TestRegistry.StartAsync(
            new TestRegistryOptions { PageSize = list == "in pages" ? 1 : int.MaxValue }
        );
        var image = await PushAsync(registry, []);
        LeaveToOlderClients(registry, image, await PushAsync(registry, ["one"], "2.0"));
        foreach (var number in Enumerable.Range(0, list == "long" ? 3000 : 0))
        {
            registry.Contents.SetTag("shop", $"{number}-{new string('x', 100)}", image.Digest);
        }

        if (FaultOf(list) is { } fault)
        {
            registry.Add(fault with { Times = int.MaxValue });
        }

        Assert.Equal(2, await CountAsync(registry, new HurriedTime(100)));
        Assert.Contains($"{TagOf(image)}.sig", registry.Requests);
    }

    [Fact]
    public async Task Where_neither_the_list_of_tags_nor_a_tag_can_be_read_nothing_is_determined()
    {
        await using var registry = await TestRegistry.StartAsync();
        var image = await PushAsync(registry, []);
        registry.Add(RegistryFault.Status("GET", "/tags/list", 403) with { Times = int.MaxValue });
        registry.Add(RegistryFault.Status("GET", $"{image.Digest.Hex}.att", 403) with { Times = int.MaxValue });

        _ = await Assert.ThrowsAsync<UndeterminedException>(() => CountAsync(registry));
        _ = await Assert.ThrowsAsync<UndeterminedException>(() => VerifyAsync(registry, NoAnnotations));
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

    private static string TagOf(Descriptor image) => $"GET /v2/shop/manifests/sha256-{image.Digest.Hex}";

    private static RegistryFault? FaultOf(string list) =>
        list switch
        {
            "forbidden" => RegistryFault.Status("GET", "/tags/list", 403),
            "missing" => RegistryFault.Status("GET", "/tags/list", 404),
            "broken" => RegistryFault.Status("GET", "/tags/list", 500),
            "down" => RegistryFault.Reset("GET", "/tags/list", 3),
            "cut short" => RegistryFault.Truncate("GET", "/tags/list", 30),
            "no list" => Answer("{}"),
            "no JSON" => Answer("<html>"),
            "endless" => RegistryFault.Endless("GET", "/tags/list"),
            "no answer" => RegistryFault.Delay("GET", "/tags/list", Task.Delay(Timeout.Infinite, Token)),
            _ => null,
        };

    private static RegistryFault Answer(string body) =>
        new("GET", "/tags/list", (context, _) => context.Response.WriteAsync(body));

    // Which manifest it is does not matter: it is there, and no signature of this image.
    private static void LeaveToOlderClients(TestRegistry registry, Descriptor image, Descriptor other)
    {
        var referrer = registry.Contents.ListReferrers("shop", other.Digest).Single().Digest;
        registry.Contents.SetTag("shop", $"sha256-{image.Digest.Hex}.sig", referrer);
        registry.Contents.SetTag("shop", $"sha256-{image.Digest.Hex}.att", other.Digest);
    }

    private static async Task<int> CountAsync(TestRegistry registry, TimeProvider? time = null)
    {
        using var stores = new ImageStores(new ImageStoreOptions { Time = time ?? TimeProvider.System });
        var image = await stores.ResolveAsync(ImageReference.Parse($"{registry.Host}/shop:1.0"), Token);
        return (await image.Source.BeginSearch().FindAsync(image.Digest, ReferrerPlaces.All, Token)).Count;
    }

    private Verifier Verifier() => new([new NamedKey("ci", key.PublicKey)]);

    private async Task<Descriptor> PushAsync(TestRegistry registry, IEnumerable<string> names, string tag = "1.0")
    {
        using var stores = new ImageStores(new ImageStoreOptions());
        var store = stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop"));
        var image = await Samples.PushImageAsync(store, tag, $"layer of {tag}");
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
        return await Verifier().VerifyImageAsync(image.Source, image.Digest, annotations, Token);
    }
}
