using System.Net;
using SupplyChain.Images;
using SupplyChain.Testing.Registry;
using Xunit;

namespace SupplyChain.Tests.Images.Registries;

public sealed class RegistryRepositoryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_written_is_found_by_tag_and_digest(bool referrersApi)
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { ReferrersApi = referrersApi });
        using var stores = new ImageStores(new ImageStoreOptions());
        var store = stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api"));
        var image = await Samples.PushImageAsync(store, "1.0");

        Assert.Equal(image, (await stores.ResolveAsync(ImageReference.Parse($"{registry.Host}/shop/api:1.0"), Token)).Manifest);
        Assert.Equal(image, await store.ResolveAsync(image.Digest.ToString(), Token));
        Assert.Equal(Samples.Content("layer"), await Samples.ReadAsync(store, "layer"));
        Assert.Null(await store.ResolveAsync("2.0", Token));
    }

    [Fact]
    public async Task A_registry_may_have_an_address_of_IPv6()
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { Address = IPAddress.IPv6Loopback });
        using var stores = new ImageStores(new ImageStoreOptions());
        var image = await Samples.PushImageAsync(stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api")), "1.0");

        Assert.StartsWith("[::1]:", registry.Host, StringComparison.Ordinal);
        Assert.Equal(
            image.Digest,
            (await stores.ResolveAsync(ImageReference.Parse($"{registry.Host}/shop/api:1.0"), Token)).Digest
        );
    }

    [Fact]
    public async Task No_such_tag_is_undetermined_and_names_it()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var stores = new ImageStores(new ImageStoreOptions());

        var error = await Assert.ThrowsAsync<UndeterminedException>(() =>
            stores.ResolveAsync(ImageReference.Parse($"{registry.Host}/shop/api:1.0"), Token)
        );
        Assert.Equal($"There is no '1.0' in {registry.Host}/shop/api; check the name, or push the image first.", error.Message);
    }

    [Fact]
    public async Task Nothing_is_uploaded_that_is_there_already()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var stores = new ImageStores(new ImageStoreOptions());
        var store = stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api"));
        _ = await Samples.PushImageAsync(store, "1.0");
        var before = registry.Requests.Count(request => request.StartsWith("POST", StringComparison.Ordinal));
        _ = await Samples.PushImageAsync(store, "1.0");

        Assert.Equal(before, registry.Requests.Count(request => request.StartsWith("POST", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Tags_are_listed_over_all_pages()
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { PageSize = 2 });
        using var stores = new ImageStores(new ImageStoreOptions());
        var store = (SupplyChain.Images.Registries.RegistryRepository)
            stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api"));
        foreach (var tag in new[] { "1", "2", "3", "4", "5" })
        {
            _ = await Samples.PushImageAsync(store, tag);
        }

        Assert.Equal(["1", "2", "3", "4", "5"], await store.ListTagsAsync(Token));
    }

    [Fact]
    public async Task Offline_nothing_is_asked()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var stores = new ImageStores(new ImageStoreOptions { Offline = true });

        var error = await Assert.ThrowsAsync<UndeterminedException>(() =>
            stores.ResolveAsync(ImageReference.Parse($"{registry.Host}/shop/api:1.0"), Token)
        );
        Assert.Equal("network.offline", error.Code);
        Assert.Empty(registry.Requests);
    }

    [Fact]
    public async Task A_layout_answers_for_a_registry_by_the_full_reference_and_by_digest()
    {
        using var folder = new SupplyChain.Testing.TemporaryFolder();
        using var stores = new ImageStores(new ImageStoreOptions { Offline = true, Layouts = [folder.At("images")] });
        var layout = stores.OpenStore(ImageLocation.OfLayout(folder.At("images")));
        var image = await Samples.PushImageAsync(layout, "registry.example/shop/api:1.0.0");

        var byTag = await stores.ResolveAsync(ImageReference.Parse("registry.example/shop/api:1.0.0"), Token);
        var byDigest = await stores.ResolveAsync(ImageReference.Parse($"registry.example/shop/api@{image.Digest}"), Token);

        Assert.Equal(image.Digest, byTag.Digest);
        Assert.Equal(image.Digest, byDigest.Digest);
        Assert.Equal($"oci:{folder.At("images")}", byTag.Source.Location);
        _ = await Assert.ThrowsAsync<UndeterminedException>(() =>
            stores.ResolveAsync(ImageReference.Parse("registry.example/shop/api:1.0.1"), Token)
        );
    }

    [Fact]
    public async Task Without_permission_another_host_is_not_asked_over_plain_http()
    {
        using var stores = new ImageStores(new ImageStoreOptions());

        var error = await Assert.ThrowsAsync<UndeterminedException>(() =>
            stores.ResolveAsync(ImageReference.Parse("registry.invalid/shop/api:1.0"), Token)
        );
        Assert.Equal("registry.unreachable", error.Code);
        Assert.Contains("registry.invalid", error.Message, StringComparison.Ordinal);
    }
}
