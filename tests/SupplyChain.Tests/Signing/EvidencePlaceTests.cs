using SupplyChain.Attestations;
using SupplyChain.Images;
using SupplyChain.Signing;
using SupplyChain.Signing.Bundles;
using SupplyChain.Signing.Keys;
using SupplyChain.Testing;
using SupplyChain.Tests.Images;
using Xunit;

namespace SupplyChain.Tests.Signing;

/// <summary>Where an image has no evidence beside it, nothing is signed.</summary>
public sealed class EvidencePlaceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ImageStores stores = new(new ImageStoreOptions());

    public void Dispose()
    {
        stores.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("oci-archive:{0}:1.0")]
    [InlineData("docker-archive:{0}:shop/api:1.0")]
    [InlineData("docker-daemon:shop/api:1.0")]
    public async Task A_place_that_takes_whole_images_is_refused_before_anything_is_signed(string written)
    {
        var location = ImageLocation.Parse(string.Format(null, written, folder.At("a.tar")));
        var error = Assert.Throws<ConfigurationException>(() => stores.OpenEvidenceStore(location));
        Assert.Equal("image.read-only", error.Code);
        Assert.StartsWith(location.ToString(), error.Message, StringComparison.Ordinal);

        var unused = new ImageSigner(new Unused(), TimeProvider.System);
        var image = Samples.Describe("image", MediaTypes.OciManifest);
        var signing = await Assert.ThrowsAsync<ConfigurationException>(() =>
            unused.SignAsync(
                stores.OpenStore(location),
                image,
                new Dictionary<string, string>(),
                TestContext.Current.CancellationToken
            )
        );
        Assert.Equal(error.Message, signing.Message);
    }

    [Fact]
    public void Registries_and_layouts_keep_evidence()
    {
        Assert.NotNull(stores.OpenEvidenceStore(ImageLocation.Parse("registry.example/shop")));
        Assert.NotNull(stores.OpenEvidenceStore(ImageLocation.Parse($"oci:{folder.At("images")}")));
    }

    private sealed class Unused : IBundleSigner
    {
        public PublicKey? PublicKey => null;

        public Task<Bundle> SignAsync(Statement statement, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("Something was signed.");

        public Task<Bundle> SignBlobAsync(Stream content, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("Something was signed.");
    }
}
