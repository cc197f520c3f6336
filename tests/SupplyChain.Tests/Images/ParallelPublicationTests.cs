using System.Text.Json;
using SupplyChain.Images;
using SupplyChain.Testing;
using SupplyChain.Testing.Registry;
using Xunit;

namespace SupplyChain.Tests.Images;

/// <summary>Several processes publish evidence about one image at the same time, and some are killed at it.</summary>
public sealed class ParallelPublicationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hundred_publications_from_four_processes_are_all_listed_by_a_registry_without_the_referrers_api()
    {
        await using var registry = await DockerRegistry.StartAsync();
        await PublishAHundredAsync(registry.Host);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_hundred_publications_from_four_processes_are_all_listed_by_a_registry_that_answers_late(bool referrersApi)
    {
        await using var registry = await TestRegistry.StartAsync(
            new TestRegistryOptions { ReferrersApi = referrersApi, StaleReads = 3 }
        );
        await PublishAHundredAsync(registry.Host);
    }

    [Fact]
    public async Task What_was_reported_as_published_survives_writers_that_are_killed_and_nothing_listed_is_missing()
    {
        const int images = 5;
        const int killsOfEach = 10;
        await using var registry = await DockerRegistry.StartAsync();
        using var stores = new ImageStores(new ImageStoreOptions());
        var store = stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api"));
        for (var number = 0; number < images; number++)
        {
            var image = await Samples.PushImageAsync(store, name: null, $"layer {number}");
            var published = await KillAsync($"{registry.Host}/shop/api@{image.Digest}", killsOfEach);
            await AssertListedAsync(registry.Host, image.Digest, published);
        }
    }

    private static async Task PublishAHundredAsync(string host)
    {
        using var stores = new ImageStores(new ImageStoreOptions());
        var image = await Samples.PushImageAsync(stores.OpenStore(ImageLocation.Parse($"{host}/shop/api")), name: null);

        var processes = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(number => PublisherProcess.StartAsync($"{host}/shop/api@{image.Digest}", $"{number}", 25, 25))
        );
        await Task.WhenAll(processes.Select(process => process.CompleteAsync()));

        var published = processes.SelectMany(process => process.Published).ToList();
        Assert.Equal(100, published.Distinct().Count());
        await AssertListedAsync(host, image.Digest, published);
        Array.ForEach(processes, process => process.Dispose());
    }

    private static async Task<IReadOnlyList<Digest>> KillAsync(string image, int kills)
    {
        var published = new List<Digest>();
        for (var pair = 0; pair < kills / 2; pair++)
        {
            var processes = await Task.WhenAll(
                PublisherProcess.StartAsync(image, $"{pair} one", 1000, 2),
                PublisherProcess.StartAsync(image, $"{pair} two", 1000, 2)
            );
            await Task.WhenAll(
                processes.Select(process => process.KillAfterAsync(TimeSpan.FromMilliseconds(Random.Shared.Next(300))))
            );
            published.AddRange(processes.SelectMany(process => process.Published));
            Array.ForEach(processes, process => process.Dispose());
        }

        return published;
    }

    private static async Task AssertListedAsync(string host, Digest subject, IReadOnlyList<Digest> published)
    {
        using var stores = new ImageStores(new ImageStoreOptions());
        var source = stores.OpenSource(ImageLocation.Parse($"{host}/shop/api"));
        await SettleAsync(source, subject);
        var listed = (await source.ListReferrersAsync(subject, Token)).Select(referrer => referrer.Digest).ToList();
        Assert.Empty(published.Except(listed));

        var seen = await DiscoverAsync($"{host}/shop/api@{subject}");
        Assert.Equal(listed.Order(DigestOrder), seen.Order(DigestOrder));
        foreach (var digest in seen)
        {
            var manifest = await source.ReadDocumentAsync(digest, Token);
            _ = await source.ReadBlobAsync(Assert.Single(manifest.Manifest!.Layers), 1000, Token);
        }
    }

    // What a killed writer had sent may still be on its way through the registry.
    private static async Task SettleAsync(IImageSource source, Digest subject)
    {
        for (var (before, now) = (-1, 0); before != now; )
        {
            await Task.Delay(200, Token);
            (before, now) = (now, (await source.ListReferrersAsync(subject, Token)).Count);
        }
    }

    private static Comparer<Digest> DigestOrder { get; } =
        Comparer<Digest>.Create((one, other) => string.CompareOrdinal(one.ToString(), other.ToString()));

    private static async Task<IReadOnlyList<Digest>> DiscoverAsync(string image)
    {
        var discovered = await PeerProcess.RunAsync("oras", ["discover", "--plain-http", "--format", "json", image]);
        Assert.True(discovered.IsSuccess, discovered.StandardError);
        using var json = JsonDocument.Parse(discovered.StandardOutput);
        var list = json.RootElement.TryGetProperty("referrers", out var found)
            ? found
            : json.RootElement.GetProperty("manifests");
        return [.. list.EnumerateArray().Select(entry => Digest.Parse(entry.GetProperty("digest").GetString()!))];
    }
}
