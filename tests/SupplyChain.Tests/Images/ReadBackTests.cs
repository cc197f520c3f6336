using Microsoft.AspNetCore.Http;
using SupplyChain.Images;
using SupplyChain.Testing;
using SupplyChain.Testing.Registry;
using Xunit;

namespace SupplyChain.Tests.Images;

/// <summary>A registry that says it took evidence is not believed until the evidence has been read back.</summary>
public sealed class ReadBackTests
{
    private const string Manifests = "/manifests/sha256:";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_manifest_that_is_not_kept_is_an_error_and_nothing_lists_it(bool referrersApi)
    {
        await using var registry = await StartAsync(referrersApi);
        var image = await PushAsync(registry);
        registry.Add(Taken("PUT", Manifests));

        var error = await Assert.ThrowsAsync<UndeterminedException>(() => AttachAsync(registry, image, "evidence"));

        Assert.Equal("registry.referrer-lost", error.Code);
        Assert.Contains("does not have manifest sha256:", error.Message, StringComparison.Ordinal);
        Assert.Equal(["1.0"], registry.Contents.ListTags("shop"));
    }

    [Fact]
    public async Task A_manifest_that_the_api_lists_and_nobody_can_read_is_an_error()
    {
        await using var registry = await StartAsync(referrersApi: true);
        var image = await PushAsync(registry);
        registry.Add(RegistryFault.Status("GET", Manifests, 404) with { Times = int.MaxValue });

        var error = await Assert.ThrowsAsync<UndeterminedException>(() => AttachAsync(registry, image, "evidence"));
        Assert.Equal("registry.referrer-lost", error.Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_blob_that_is_not_kept_is_an_error_and_nothing_lists_its_manifest(bool referrersApi)
    {
        await using var registry = await StartAsync(referrersApi);
        var image = await PushAsync(registry);
        registry.Add(Taken("PUT", "/blobs/uploads/"));
        // It would refuse a manifest without its blobs, unlike the one that is meant here.
        registry.Add(
            new RegistryFault(
                "PUT",
                Manifests,
                async (context, _) =>
                {
                    using var content = new MemoryStream();
                    await context.Request.Body.CopyToAsync(content, context.RequestAborted);
                    registry.Contents.Manifests[("shop", Digest.Sha256(content.ToArray()))] = (
                        context.Request.ContentType!,
                        content.ToArray()
                    );
                    context.Response.StatusCode = StatusCodes.Status201Created;
                }
            )
        );

        var error = await Assert.ThrowsAsync<UndeterminedException>(() => AttachAsync(registry, image, "evidence"));

        Assert.Equal("registry.referrer-lost", error.Code);
        Assert.Contains("does not have blob sha256:", error.Message, StringComparison.Ordinal);
        Assert.Equal(["1.0"], registry.Contents.ListTags("shop"));
    }

    [Theory]
    [InlineData("GET", Manifests)]
    [InlineData("HEAD", "/blobs/")]
    public async Task What_shows_only_after_a_while_is_published(string method, string path)
    {
        await using var registry = await StartAsync(referrersApi: false);
        var image = await PushAsync(registry);
        registry.Add(RegistryFault.Status(method, path, 404) with { Times = 4 });

        var listed = await AttachAsync(registry, image, "evidence");

        using var stores = new ImageStores(new ImageStoreOptions());
        Assert.Equal(listed.Digest, Assert.Single(await FindAsync(stores, registry, image)).Digest);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Evidence_that_is_listed_and_gone_is_undetermined_until_there_is_other(bool referrersApi)
    {
        await using var registry = await StartAsync(referrersApi);
        var image = await PushAsync(registry);
        var gone = await AttachAsync(registry, image, "gone");
        registry.Add(RegistryFault.Status("GET", $"/manifests/{gone.Digest}", 404) with { Times = int.MaxValue });
        using (var stores = new ImageStores(new ImageStoreOptions()))
        {
            var error = await Assert.ThrowsAsync<UndeterminedException>(() => FindAsync(stores, registry, image));
            Assert.Equal("image.referrer-missing", error.Code);
            Assert.Contains(gone.Digest.ToString(), error.Message, StringComparison.Ordinal);
        }

        var other = await AttachAsync(registry, image, "other");
        using var fresh = new ImageStores(new ImageStoreOptions());
        Assert.Equal(other.Digest, Assert.Single(await FindAsync(fresh, registry, image)).Digest);
    }

    private static Task<TestRegistry> StartAsync(bool referrersApi) =>
        TestRegistry.StartAsync(new TestRegistryOptions { ReferrersApi = referrersApi });

    // Says that it took what was sent, and keeps nothing.
    private static RegistryFault Taken(string method, string path) =>
        new(
            method,
            path,
            async (context, _) =>
            {
                await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
                context.Response.StatusCode = StatusCodes.Status201Created;
            }
        )
        {
            Times = int.MaxValue,
        };

    private static async Task<Descriptor> PushAsync(TestRegistry registry)
    {
        using var stores = new ImageStores(new ImageStoreOptions());
        return await Samples.PushImageAsync(stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop")), "1.0");
    }

    private static async Task<Descriptor> AttachAsync(TestRegistry registry, Descriptor image, string evidence)
    {
        using var stores = new ImageStores(new ImageStoreOptions { Time = new HurriedTime(20) });
        return await Samples.AttachAsync(stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop")), image, evidence);
    }

    private static Task<IReadOnlyList<Referrer>> FindAsync(ImageStores stores, TestRegistry registry, Descriptor image) =>
        stores
            .OpenSource(ImageLocation.Parse($"{registry.Host}/shop"))
            .BeginSearch()
            .FindAsync(image.Digest, ReferrerPlaces.All, Token);
}
