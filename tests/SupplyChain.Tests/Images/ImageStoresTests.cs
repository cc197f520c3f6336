using SupplyChain.Images;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Images;

public sealed class ImageStoresTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ImageStores stores = new(new ImageStoreOptions { Offline = true });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        stores.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task The_only_image_of_a_layout_needs_no_name()
    {
        var layout = Layout();
        var image = await Samples.PushImageAsync(layout, "1.0");
        _ = await Samples.AttachAsync(layout, image, "evidence");

        Assert.Equal(image.Digest, (await ResolveAsync($"oci:{folder.At("images")}")).Digest);
    }

    [Fact]
    public async Task Several_images_of_a_layout_have_to_be_chosen_from()
    {
        _ = await Samples.PushImageAsync(Layout(), "1.0", "one");
        var second = await Samples.PushImageAsync(Layout(), "2.0", "two");

        var error = await Assert.ThrowsAsync<ConfigurationException>(() => ResolveAsync($"oci:{folder.At("images")}"));
        Assert.Contains("(1.0, 2.0)", error.Message, StringComparison.Ordinal);
        Assert.Equal(second.Digest, (await ResolveAsync($"oci:{folder.At("images")}:2.0")).Digest);
        Assert.Equal(second.Digest, (await ResolveAsync($"oci:{folder.At("images")}@{second.Digest}")).Digest);
    }

    [Fact]
    public async Task One_name_for_two_manifests_is_undetermined()
    {
        _ = await Samples.PushImageAsync(Layout(), "1.0", "one");
        _ = await Samples.PushImageAsync(Layout(), "2.0", "two");
        var index = folder.At("images", "index.json");
        await File.WriteAllTextAsync(
            index,
            (await File.ReadAllTextAsync(index, Token)).Replace("\"2.0\"", "\"1.0\"", StringComparison.Ordinal),
            Token
        );

        var error = await Assert.ThrowsAsync<UndeterminedException>(() => ResolveAsync($"oci:{folder.At("images")}:1.0"));
        Assert.Equal("image.ambiguous", error.Code);
    }

    [Theory]
    [InlineData("oci:/no/such/layout:1.0", "image.no-layout")]
    [InlineData("oci-archive:/no/such/file", "image.no-archive")]
    public async Task A_place_that_is_not_there_is_a_mistake_of_the_user(string location, string code) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<ConfigurationException>(() => ResolveAsync(location))).Code);

    [Fact]
    public async Task A_tag_that_is_not_there_is_undetermined_and_named()
    {
        _ = await Samples.PushImageAsync(Layout(), "1.0");

        var error = await Assert.ThrowsAsync<UndeterminedException>(() => ResolveAsync($"oci:{folder.At("images")}:2.0"));
        Assert.Contains("no '2.0'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Offline_no_docker_engine_is_asked() =>
        Assert.Equal(
            "network.offline",
            (await Assert.ThrowsAsync<UndeterminedException>(() => ResolveAsync("docker-daemon:alpine:3"))).Code
        );

    [Fact]
    public void Evidence_cannot_be_written_to_an_archive()
    {
        using var archive = new SupplyChain.Images.Archives.ImageArchive("a.tar", "oci-archive:a.tar");
        var image = new ResolvedImage("a.tar", archive, Samples.Describe("x"));

        Assert.Equal("image.read-only", Assert.Throws<ConfigurationException>(image.WritableStore).Code);
    }

    [Fact]
    public async Task A_layout_that_cannot_be_written_is_a_mistake_of_the_user()
    {
        folder.Write("images", "a file where the folder should be");

        var error = await Assert.ThrowsAsync<ConfigurationException>(() => Samples.PushImageAsync(Layout(), "1.0"));
        Assert.Equal("file.write", error.Code);
    }

    private IImageStore Layout() => stores.OpenStore(ImageLocation.OfLayout(folder.At("images")));

    private Task<ResolvedImage> ResolveAsync(string location) => stores.ResolveAsync(ImageLocation.Parse(location), Token);
}
