using SupplyChain.Images;
using SupplyChain.Images.Layouts;
using SupplyChain.Testing;
using SupplyChain.Testing.Registry;
using Xunit;

namespace SupplyChain.Tests.Images;

/// <summary>What a copy asks of a registry, and what it leaves when it breaks off.</summary>
public sealed class CopyEconomyTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ImageStores stores = new(new ImageStoreOptions());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private OciLayout Layout => new(folder.At("images"), TimeProvider.System);

    public void Dispose()
    {
        stores.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_second_copy_sends_nothing()
    {
        await using var registry = await TestRegistry.StartAsync();
        var image = await PushAsync();
        await CopyAsync(registry, image);
        var sent = Sent(registry);

        await CopyAsync(registry, image);

        Assert.Equal(5, sent);
        Assert.Equal(sent, Sent(registry));
    }

    [Fact]
    public async Task Nothing_is_asked_twice_before_it_is_sent()
    {
        await using var registry = await TestRegistry.StartAsync();
        var image = await Samples.PushImageAsync(Layout, "1.0");
        await CopyAsync(registry, image);
        Assert.Equal(2, registry.Requests.Count(request => request.StartsWith("HEAD", StringComparison.Ordinal)));
        Assert.Equal(2, Sent(registry));
    }

    [Fact]
    public async Task A_layer_that_several_images_share_is_sent_once_however_many_ask_at_the_same_time()
    {
        await using var registry = await TestRegistry.StartAsync();
        var index = await PushIndexAsync("linux/amd64", "linux/arm64", "linux/s390x", "linux/ppc64le");
        await CopyAsync(registry, index);
        var layer = Samples.Describe("layer").Digest.ToString();
        Assert.Single(
            registry.Requests,
            request => IsUpload(request) && Uri.UnescapeDataString(request).EndsWith(layer, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_copy_that_broke_off_has_no_name_yet_and_goes_on_where_it_was()
    {
        await using var registry = await TestRegistry.StartAsync();
        var image = await PushAsync();
        registry.Add(RegistryFault.Status("GET", "/referrers/", 403) with { Times = int.MaxValue });

        _ = await Assert.ThrowsAsync<UndeterminedException>(() => CopyAsync(registry, image));

        Assert.Empty(registry.Contents.ListTags("shop"));
        var sent = Sent(registry);
        Assert.True(sent > 0);
        registry.ClearFaults();
        await CopyAsync(registry, image);
        Assert.Equal(["1.0"], registry.Contents.ListTags("shop"));
        Assert.Equal(5, Sent(registry));
    }

    [Fact]
    public async Task A_referrer_that_lists_its_own_subject_ends_nowhere_else_than_any_other()
    {
        await using var registry = await TestRegistry.StartAsync();
        var image = await Samples.PushImageAsync(Layout, "1.0");
        var content = new ImageIndex
        {
            MediaType = MediaTypes.OciIndex,
            ArtifactType = "application/test",
            Manifests = [image],
            Subject = image,
        }.ToBytes();
        var index = Descriptor.Of(MediaTypes.OciIndex, content.Span);
        _ = await Layout.WriteReferrerAsync(index, content, image.Digest, Token);

        await CopyAsync(registry, image).WaitAsync(TimeSpan.FromSeconds(30), Token);

        Assert.True(registry.Contents.Manifests.ContainsKey(("shop", index.Digest)));
    }

    private async Task<Descriptor> PushAsync()
    {
        var image = await Samples.PushImageAsync(Layout, "1.0");
        _ = await Samples.AttachAsync(Layout, image, "one");
        _ = await Samples.AttachAsync(Layout, image, "two");
        return image;
    }

    private async Task<Descriptor> PushIndexAsync(params string[] platforms)
    {
        List<Descriptor> images = [];
        foreach (var platform in platforms)
        {
            images.Add(
                await Samples.PushImageAsync(Layout, null, "layer", platform) with
                {
                    Platform = Platform.Parse(platform),
                }
            );
        }

        var content = new ImageIndex { MediaType = MediaTypes.OciIndex, Manifests = images }.ToBytes();
        var index = Descriptor.Of(MediaTypes.OciIndex, content.Span);
        await Layout.WriteManifestAsync(index, content, "1.0", Token);
        return index;
    }

    private Task<Descriptor> CopyAsync(TestRegistry registry, Descriptor image) =>
        ImageCopier.CopyAsync(
            new ResolvedImage("shop", Layout, image),
            stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop")),
            "1.0",
            Token
        );

    private static int Sent(TestRegistry registry) => registry.Requests.Count(IsUpload);

    private static bool IsUpload(string request) =>
        request.StartsWith("PUT", StringComparison.Ordinal) && request.Contains("/uploads/", StringComparison.Ordinal);
}
