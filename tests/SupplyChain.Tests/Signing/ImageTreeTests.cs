using SupplyChain.Images;
using SupplyChain.Images.Layouts;
using SupplyChain.Signing;
using SupplyChain.Tests.Images;
using Xunit;

namespace SupplyChain.Tests.Signing;

public sealed class ImageTreeTests
{
    [Fact]
    public async Task An_index_is_listed_with_each_manifest_below_it_once()
    {
        using var layout = await SigningLayout.CreateAsync();
        var arm = await Samples.PushImageAsync(layout.Store, "arm", "arm layer");
        var index = await PushIndexAsync(layout.Store, layout.Image, arm, layout.Image);

        var listed = await ImageTree.ListAsync(layout.Store, index, SigningLayout.Token);
        Assert.Equal([index.Digest, layout.Image.Digest, arm.Digest], listed.Select(manifest => manifest.Digest));
        Assert.Equal([arm], await ImageTree.ListAsync(layout.Store, arm, SigningLayout.Token));
    }

    [Fact]
    public async Task A_listed_manifest_that_is_not_there_is_an_error_and_no_silence()
    {
        using var layout = await SigningLayout.CreateAsync();
        var absent = new Descriptor(MediaTypes.OciIndex, Digest.Sha256("absent"u8), 6);
        var index = await PushIndexAsync(layout.Store, absent);

        var error = await Assert.ThrowsAsync<UndeterminedException>(() =>
            ImageTree.ListAsync(layout.Store, index, SigningLayout.Token)
        );
        Assert.Equal("signing.tree", error.Code);
    }

    private static async Task<Descriptor> PushIndexAsync(OciLayout store, params Descriptor[] manifests)
    {
        var content = new ImageIndex { MediaType = MediaTypes.OciIndex, Manifests = manifests }.ToBytes();
        var index = Descriptor.Of(MediaTypes.OciIndex, content.Span);
        await store.WriteManifestAsync(index, content, "index", SigningLayout.Token);
        return index;
    }
}
