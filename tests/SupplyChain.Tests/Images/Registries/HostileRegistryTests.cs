using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Http;
using SupplyChain.Images;
using SupplyChain.Images.Registries;
using SupplyChain.Images.Registries.Login;
using SupplyChain.Testing;
using SupplyChain.Testing.Registry;
using Xunit;

namespace SupplyChain.Tests.Images.Registries;

public sealed class HostileRegistryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_manifest_over_the_limit_is_refused_whether_it_says_its_size_or_not(bool saysSize)
    {
        await using var registry = await TestRegistry.StartAsync();
        registry.Add(
            Answer(
                "/manifests/",
                async context =>
                {
                    var content = Encoding.UTF8.GetBytes("{\"a\":\"" + new string('a', 4 * 1024 * 1024) + "\"}");
                    context.Response.ContentLength = saysSize ? content.Length : null;
                    await context.Response.Body.WriteAsync(content);
                }
            )
        );
        await AssertRefusedAsync(registry, "registry.too-large");
    }

    [Fact]
    public async Task The_limit_of_manifests_can_be_lowered_and_raised_within_reason()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var writing = new ImageStores(new ImageStoreOptions());
        _ = await Samples.PushImageAsync(writing.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api")), "1.0");

        await AssertRefusedAsync(registry, "registry.too-large", new ImageStoreOptions { LargestManifest = 100 });
        _ = Assert.Throws<ConfigurationException>(() => new ImageStoreOptions { LargestManifest = 0 });
        _ = Assert.Throws<ConfigurationException>(() => new ImageStoreOptions { LargestManifest = int.MaxValue });
    }

    [Theory]
    [InlineData("/manifests/")]
    [InlineData("/token")]
    public async Task An_endless_answer_costs_little_memory_and_time(string part)
    {
        await using var registry = await TestRegistry.StartAsync(
            new TestRegistryOptions { Authentication = RegistryAuthentication.Bearer }
        );
        registry.Add(RegistryFault.Endless("GET", part) with { Times = int.MaxValue });
        var begin = Stopwatch.GetTimestamp();

        await AssertRefusedAsync(
            registry,
            "registry.too-large",
            new ImageStoreOptions
            {
                Credentials = RegistryCredentials.Anonymous.WithLogin(registry.Host, TestRegistry.User, TestRegistry.Password),
            }
        );
        Assert.True(Stopwatch.GetElapsedTime(begin) < TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task An_explanation_that_never_ends_does_not_keep_anybody()
    {
        await using var registry = await TestRegistry.StartAsync();
        registry.Add(
            Answer(
                "/manifests/",
                async context =>
                {
                    context.Response.StatusCode = 400;
                    while (!context.RequestAborted.IsCancellationRequested)
                    {
                        await context.Response.Body.WriteAsync(new byte[] { 32 }, context.RequestAborted);
                        await context.Response.Body.FlushAsync(context.RequestAborted);
                        await Task.Delay(10, context.RequestAborted);
                    }
                }
            )
        );
        await AssertRefusedAsync(registry, "registry.answer", new ImageStoreOptions { Time = new HurriedTime(60) });
    }

    [Fact]
    public async Task A_list_of_tags_that_leads_in_circles_is_refused()
    {
        await using var registry = await TestRegistry.StartAsync();
        registry.Add(
            Answer(
                "/tags/",
                context =>
                {
                    context.Response.Headers.Link = "</v2/shop/api/tags/list?last=a>; rel=\"next\"";
                    return context.Response.WriteAsync("""{"tags":["a"]}""");
                }
            )
        );
        using var stores = new ImageStores(new ImageStoreOptions());
        var store = (RegistryRepository)stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api"));

        var error = await Assert.ThrowsAsync<UndeterminedException>(() => store.ListTagsAsync(Token));
        Assert.Equal("registry.endless-list", error.Code);
    }

    [Fact]
    public async Task The_next_page_is_asked_of_the_same_registry_wherever_it_is_said_to_be()
    {
        await using var registry = await TestRegistry.StartAsync();
        registry.Add(
            Answer(
                "/tags/",
                context =>
                {
                    context.Response.Headers.Link = "<http://169.254.169.254/v2/shop/api/manifests/x>; rel=\"next\"";
                    return context.Response.WriteAsync("""{"tags":["a"]}""");
                }
            ) with
            {
                Times = 1,
            }
        );
        using var stores = new ImageStores(new ImageStoreOptions());
        var store = (RegistryRepository)stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api"));

        _ = await Assert.ThrowsAsync<UndeterminedException>(() => store.ListTagsAsync(Token));
        Assert.Equal("GET /v2/shop/api/manifests/x", registry.Requests.Last());
    }

    // No honest index can name its own digest, so a registry that shows one lies about one of them.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_index_that_contains_itself_is_refused(bool statesDigest)
    {
        await using var registry = await TestRegistry.StartAsync();
        var own = Samples.Describe("own").Digest;
        registry.Add(
            Answer(
                "/manifests/",
                context =>
                {
                    context.Response.ContentType = MediaTypes.OciIndex;
                    context.Response.Headers["Docker-Content-Digest"] = statesDigest ? own.ToString() : default;
                    return context.Response.WriteAsync(
                        $$"""{"schemaVersion":2,"mediaType":"{{MediaTypes.OciIndex}}","manifests":[{"mediaType":"{{MediaTypes.OciIndex}}","digest":"{{own}}","size":3}]}"""
                    );
                }
            )
        );
        using var folder = new TemporaryFolder();
        using var stores = new ImageStores(new ImageStoreOptions());
        var error = await Assert.ThrowsAsync<UndeterminedException>(async () =>
        {
            var image = await stores.ResolveAsync(ImageReference.Parse($"{registry.Host}/shop/api:1.0"), Token);
            await ImageCopier.CopyAsync(image, stores.OpenStore(ImageLocation.OfLayout(folder.At("copy"))), "1.0", Token);
        });
        Assert.Equal("image.content-altered", error.Code);
    }

    private static RegistryFault Answer(string pathPart, Func<HttpContext, Task> answer) =>
        new("GET", pathPart, (context, _) => answer(context)) { Times = int.MaxValue };

    private static async Task AssertRefusedAsync(TestRegistry registry, string code, ImageStoreOptions? options = null)
    {
        using var stores = new ImageStores(options ?? new ImageStoreOptions());
        var error = await Assert.ThrowsAsync<UndeterminedException>(() =>
            stores.ResolveAsync(ImageReference.Parse($"{registry.Host}/shop/api:1.0"), Token)
        );
        Assert.Equal(code, error.Code);
    }
}
