using SupplyChain.Images;
using Xunit;

namespace SupplyChain.Tests.Images;

public sealed class ImageLocationTests
{
    private const string Sha256 = "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    [Theory]
    [InlineData("oci:artifacts/images", ImageTransport.Layout, "artifacts/images", null)]
    [InlineData("oci:artifacts/images:1.0", ImageTransport.Layout, "artifacts/images", "1.0")]
    [InlineData(
        "oci:images:registry.example:5000/shop/api:1.0",
        ImageTransport.Layout,
        "images",
        "registry.example:5000/shop/api:1.0"
    )]
    [InlineData("oci:images@" + Sha256, ImageTransport.Layout, "images", Sha256)]
    [InlineData("oci:images:1.0@" + Sha256, ImageTransport.Layout, "images", Sha256)]
    [InlineData("oci:a@b", ImageTransport.Layout, "a@b", null)]
    [InlineData("oci-archive:image.tar", ImageTransport.LayoutArchive, "image.tar", null)]
    [InlineData("docker-archive:/tmp/a.tar.gz:alpine:3.10", ImageTransport.DockerArchive, "/tmp/a.tar.gz", "alpine:3.10")]
    public void Folders_and_files_have_a_path_and_perhaps_a_name(string text, ImageTransport transport, string path, string? name)
    {
        var location = ImageLocation.Parse(text);

        Assert.Equal(transport, location.Transport);
        Assert.Equal(path, location.Path);
        Assert.Equal(name, location.Name);
        Assert.Null(location.Reference);
        Assert.Equal(text, location.ToString());
    }

    [Fact]
    public void Without_prefix_it_is_a_reference_into_a_registry()
    {
        var location = ImageLocation.Parse("registry.example/shop/api:1.0@" + Sha256);

        Assert.Equal(ImageTransport.Registry, location.Transport);
        Assert.Equal(Sha256, location.Name);
        Assert.Equal("registry.example/shop/api", location.Reference!.Repository);
        Assert.Null(location.Path);
    }

    [Fact]
    public void A_daemon_has_a_reference() =>
        Assert.Equal("docker.io/library/alpine", ImageLocation.Parse("docker-daemon:alpine:3").Reference!.Repository);

    [Theory]
    [InlineData("oci:")]
    [InlineData("oci::1.0")]
    [InlineData("oci:images:")]
    [InlineData("docker-archive:")]
    public void A_missing_part_is_named(string text)
    {
        var error = Assert.Throws<ConfigurationException>(() => ImageLocation.Parse(text));

        Assert.Equal("image.location", error.Code);
        Assert.Contains($"'{text}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_made_is_written_as_it_would_be_read()
    {
        Assert.Equal(ImageLocation.Parse("oci:a:1.0"), ImageLocation.OfLayout("a", "1.0"));
        Assert.Equal(ImageLocation.Parse("oci:a@" + Sha256), ImageLocation.OfLayout("a", Sha256));
    }
}
