using SupplyChain.Images;
using SupplyChain.Testing.Registry;
using Xunit;

namespace SupplyChain.Tests.Images.Registries;

public sealed class RegistryFaultTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, RegistryFault> PassingFaults =>
        new()
        {
            { "429 on a manifest", RegistryFault.Status("GET", "/manifests/", 429, retryAfterSeconds: 0) },
            { "500 on a manifest", RegistryFault.Status("GET", "/manifests/", 500) },
            { "manifest breaks off", RegistryFault.Reset("GET", "/manifests/", 10) },
            { "manifest is cut short", RegistryFault.Truncate("GET", "/manifests/", 10) },
            { "manifest is altered", RegistryFault.WrongContent("GET", "/manifests/") },
            { "503 on a blob", RegistryFault.Status("GET", "/blobs/", 503) },
            { "blob breaks off", RegistryFault.Reset("GET", "/blobs/", 3) },
            { "blob is cut short", RegistryFault.Truncate("GET", "/blobs/", 3) },
            { "503 before an upload", RegistryFault.Status("POST", "/blobs/uploads/", 503) },
            { "500 in an upload", RegistryFault.Status("PUT", "/blobs/uploads/", 500) },
            { "answer to an upload is lost", RegistryFault.LostAnswer("PUT", "/blobs/uploads/") },
            { "answer to a manifest is lost", RegistryFault.LostAnswer("PUT", "/manifests/") },
            { "500 on writing a manifest", RegistryFault.Status("PUT", "/manifests/", 500) },
        };

    [Theory]
    [MemberData(nameof(PassingFaults))]
    public async Task A_fault_that_passes_is_overcome(string name, RegistryFault fault)
    {
        await using var registry = await TestRegistry.StartAsync();
        registry.Add(fault);
        using var stores = new ImageStores(new ImageStoreOptions());
        var store = stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api"));
        var image = await Samples.PushImageAsync(store, "1.0");

        using var fresh = new ImageStores(new ImageStoreOptions());
        var found = await fresh.ResolveAsync(ImageReference.Parse($"{registry.Host}/shop/api:1.0"), Token);
        Assert.Equal(image, found.Manifest);
        Assert.Equal(Samples.Content("layer"), await Samples.ReadAsync(found.Source, "layer"));
        Assert.NotEmpty(name);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Altered_content_is_never_believed(bool blob)
    {
        await using var registry = await TestRegistry.StartAsync();
        using var stores = new ImageStores(new ImageStoreOptions());
        var store = stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api"));
        var image = await Samples.PushImageAsync(store, "1.0");
        registry.Add(RegistryFault.WrongContent("GET", blob ? "/blobs/" : "/manifests/") with { Times = int.MaxValue });

        using var fresh = new ImageStores(new ImageStoreOptions());
        var source = fresh.OpenSource(ImageLocation.Parse($"{registry.Host}/shop/api"));
        var error = await Assert.ThrowsAsync<UndeterminedException>(async () =>
            _ = blob ? (object)await Samples.ReadAsync(source, "layer") : await source.ReadManifestAsync(image.Digest, Token)
        );
        Assert.Equal("image.content-altered", error.Code);
    }

    [Theory]
    [InlineData("/manifests/")]
    [InlineData("/blobs/")]
    public async Task An_endless_answer_is_refused(string part)
    {
        await using var registry = await TestRegistry.StartAsync();
        using var stores = new ImageStores(new ImageStoreOptions());
        var store = stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api"));
        _ = await Samples.PushImageAsync(store, "1.0");
        registry.Add(RegistryFault.Endless("GET", part) with { Times = int.MaxValue });

        using var fresh = new ImageStores(new ImageStoreOptions());
        var source = fresh.OpenSource(ImageLocation.Parse($"{registry.Host}/shop/api"));
        var error = await Assert.ThrowsAsync<UndeterminedException>(async () =>
            _ = part == "/blobs/" ? (object)await Samples.ReadAsync(source, "layer") : await source.ResolveAsync("1.0", Token)
        );
        Assert.Contains(error.Code, new[] { "registry.too-large", "image.content-altered" });
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://127.0.0.1/x")]
    [InlineData("http://registry.example/x")]
    public async Task A_redirect_to_where_nobody_should_go_is_refused(string target)
    {
        await using var registry = await TestRegistry.StartAsync();
        registry.Add(RegistryFault.Redirect("GET", "/manifests/", target));
        using var stores = new ImageStores(new ImageStoreOptions());

        var error = await Assert.ThrowsAsync<UndeterminedException>(() =>
            stores.ResolveAsync(ImageReference.Parse($"{registry.Host}/shop/api:1.0"), Token)
        );
        Assert.Equal("registry.redirect", error.Code);
    }

    [Fact]
    public async Task A_redirect_in_circles_ends()
    {
        await using var registry = await TestRegistry.StartAsync();
        registry.Add(RegistryFault.Redirect("GET", "/manifests/", "/v2/shop/api/manifests/1.0") with { Times = int.MaxValue });
        using var stores = new ImageStores(new ImageStoreOptions());

        var error = await Assert.ThrowsAsync<UndeterminedException>(() =>
            stores.ResolveAsync(ImageReference.Parse($"{registry.Host}/shop/api:1.0"), Token)
        );
        Assert.Equal("registry.redirect", error.Code);
    }

    [Fact]
    public async Task A_registry_that_always_fails_is_undetermined_and_says_how()
    {
        await using var registry = await TestRegistry.StartAsync();
        registry.Add(RegistryFault.Status("GET", "/manifests/", 429, retryAfterSeconds: 0) with { Times = int.MaxValue });
        using var stores = new ImageStores(new ImageStoreOptions());

        var error = await Assert.ThrowsAsync<UndeterminedException>(() =>
            stores.ResolveAsync(ImageReference.Parse($"{registry.Host}/shop/api:1.0"), Token)
        );
        Assert.Equal("registry.throttled", error.Code);
        Assert.Contains("429", error.Message, StringComparison.Ordinal);
        Assert.Equal(5, registry.Requests.Count);
    }

    [Fact]
    public async Task What_is_not_what_its_descriptor_says_is_not_uploaded()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var stores = new ImageStores(new ImageStoreOptions());
        var store = stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api"));

        var error = await Assert.ThrowsAsync<UndeterminedException>(() =>
            store.WriteBlobAsync(Samples.Describe("layer"), new MemoryStream(Samples.Content("reyal")), Token)
        );
        Assert.Equal("image.content-altered", error.Code);
        Assert.Empty(registry.Contents.Blobs);
    }
}
