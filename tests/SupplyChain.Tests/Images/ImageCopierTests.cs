using SupplyChain.Images;
using SupplyChain.Images.Layouts;
using SupplyChain.Testing;
using SupplyChain.Testing.Registry;
using Xunit;

namespace SupplyChain.Tests.Images;

public sealed class ImageCopierTests : IDisposable
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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_index_is_copied_with_its_images_and_all_evidence_there_and_back(bool referrersApi)
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { ReferrersApi = referrersApi });
        var (index, child) = await PushIndexAsync(Layout);
        var evidence = await Samples.AttachAsync(Layout, index, "about the index");
        _ = await Samples.AttachAsync(Layout, child, "about the image");
        _ = await Samples.AttachAsync(Layout, evidence, "about the evidence");
        var there = stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api"));

        _ = await ImageCopier.CopyAsync(new ResolvedImage("shop", Layout, index), there, "1.0", Token);
        var back = new OciLayout(folder.At("back"), TimeProvider.System);
        _ = await ImageCopier.CopyAsync(
            await stores.ResolveAsync(ImageReference.Parse($"{registry.Host}/shop/api:1.0"), Token),
            back,
            "1.0",
            Token
        );

        Assert.Equal(index.Digest, (await back.ResolveAsync("1.0", Token))?.Digest);
        Assert.Equal(evidence.Digest, Assert.Single(await back.ListReferrersAsync(index.Digest, Token)).Digest);
        _ = Assert.Single(await back.ListReferrersAsync(child.Digest, Token));
        _ = Assert.Single(await back.ListReferrersAsync(evidence.Digest, Token));
        Assert.Equal(Samples.Content("about the image"), await Samples.ReadAsync(back, "about the image"));
    }

    [Fact]
    public async Task Within_a_registry_blobs_are_mounted()
    {
        await using var registry = await TestRegistry.StartAsync();
        var from = stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api"));
        var image = await Samples.PushImageAsync(from, "1.0");
        var uploads = registry.Requests.Count(IsUpload);

        _ = await ImageCopier.CopyAsync(
            new ResolvedImage("shop", from, image),
            stores.OpenStore(ImageLocation.Parse($"{registry.Host}/other")),
            "1.0",
            Token
        );

        Assert.Equal(uploads, registry.Requests.Count(IsUpload));
        Assert.True(registry.Contents.Blobs.ContainsKey(("other", Samples.Describe("layer").Digest)));
    }

    [Fact]
    public async Task What_cosign_attached_the_old_way_comes_along()
    {
        var image = await Samples.PushImageAsync(Layout, "1.0");
        var tag = $"sha256-{image.Digest.Hex}.sig";
        var signature = await Samples.PushImageAsync(Layout, tag, "old signature");
        var target = new OciLayout(folder.At("target"), TimeProvider.System);

        _ = await ImageCopier.CopyAsync(new ResolvedImage("shop", Layout, image), target, "1.0", Token);

        Assert.Equal(signature.Digest, (await target.ResolveAsync(tag, Token))?.Digest);
    }

    [Fact]
    public async Task Real_clients_see_the_copy_on_a_real_registry()
    {
        await using var registry = await DockerRegistry.StartAsync();
        var (index, _) = await PushIndexAsync(Layout);
        _ = await Samples.AttachAsync(Layout, index, "evidence");
        _ = await ImageCopier.CopyAsync(
            new ResolvedImage("shop", Layout, index),
            stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api")),
            "1.0",
            Token
        );

        var digest = await PeerProcess.RunAsync("crane", ["digest", "--insecure", $"{registry.Host}/shop/api:1.0"]);
        Assert.Equal(index.Digest.ToString(), digest.StandardOutput.Trim());
        var tree = await PeerProcess.RunAsync(
            "oras",
            ["discover", "--plain-http", "--format", "json", $"{registry.Host}/shop/api:1.0"]
        );
        Assert.Contains("application/test", tree.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_with_a_missing_layer_is_undetermined()
    {
        var image = await Samples.PushImageAsync(Layout, "1.0");
        File.Delete(folder.At("images", "blobs", "sha256", Samples.Describe("layer").Digest.Hex));
        var target = new OciLayout(folder.At("target"), TimeProvider.System);

        _ = await Assert.ThrowsAsync<UndeterminedException>(() =>
            ImageCopier.CopyAsync(new ResolvedImage("shop", Layout, image), target, "1.0", Token)
        );
        Assert.Null(await target.ResolveAsync("1.0", Token));
    }

    private static bool IsUpload(string request) =>
        request.StartsWith("PUT", StringComparison.Ordinal) && request.Contains("/uploads/", StringComparison.Ordinal);

    private static async Task<(Descriptor Index, Descriptor Child)> PushIndexAsync(OciLayout store)
    {
        var child = await Samples.PushImageAsync(store, null, "one");
        var other = await Samples.PushImageAsync(store, null, "two");
        var content = new ImageIndex
        {
            MediaType = MediaTypes.OciIndex,
            Manifests = [child with { Platform = Platform.LinuxAmd64 }, other with { Platform = Platform.Parse("linux/arm64") }],
        }.ToBytes();
        var index = Descriptor.Of(MediaTypes.OciIndex, content.Span);
        await store.WriteManifestAsync(index, content, "1.0", default);
        return (index, child);
    }
}
