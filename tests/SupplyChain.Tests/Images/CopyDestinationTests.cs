using SupplyChain.Images;
using SupplyChain.Images.Packing;
using SupplyChain.Testing.Registry;
using Xunit;

namespace SupplyChain.Tests.Images;

/// <summary>A digest in a destination is a promise about what is written, and never a name.</summary>
public sealed class CopyDestinationTests : IDisposable
{
    private static readonly Digest Other = Digest.Sha256("other"u8);

    private readonly PackWorkspace work = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => work.Dispose();

    [Theory]
    [InlineData("registry.example/shop:1.0@{0}", "1.0", true)]
    [InlineData("registry.example/shop@{0}", null, true)]
    [InlineData("registry.example/shop:1.0", "1.0", false)]
    [InlineData("registry.example/shop", "latest", false)]
    [InlineData("oci:images:1.0@{0}", "1.0", true)]
    [InlineData("oci:images@{0}", null, true)]
    [InlineData("oci:images:1.0", "1.0", false)]
    [InlineData("oci:images", null, false)]
    public void Tag_and_digest_of_a_location_are_told_apart(string written, string? tag, bool hasDigest)
    {
        var location = ImageLocation.Parse(string.Format(null, written, Other));

        Assert.Equal(tag, location.Tag);
        Assert.Equal(hasDigest ? Other : (Digest?)null, location.Digest);
        Assert.Equal(hasDigest ? Other.ToString() : tag, location.Name);
    }

    [Theory]
    [InlineData("{0}/there")]
    [InlineData("{0}/there:1.0")]
    [InlineData("oci:{1}")]
    [InlineData("oci-archive:{1}.tar:1.0")]
    public async Task Another_digest_than_the_destinations_is_refused_before_anything_is_written(string destination)
    {
        await using var registry = await TestRegistry.StartAsync();
        var image = await Samples.PushImageAsync(work.Layout, "1.0");
        var to = string.Format(null, destination, registry.Host, work.Folder.At("there"));

        var error = await Assert.ThrowsAsync<ConfigurationException>(() => CopyAsync(image, $"{to}@{Other}"));

        Assert.Equal("image.digest", error.Code);
        Assert.Contains(Other.ToString(), error.Message, StringComparison.Ordinal);
        Assert.Contains(image.Digest.ToString(), error.Message, StringComparison.Ordinal);
        Assert.Empty(registry.Requests);
        Assert.False(Directory.Exists(work.Folder.At("there")) || File.Exists(work.Folder.At("there.tar")));
    }

    [Theory]
    [InlineData(":1.0", "1.0")]
    [InlineData("", null)]
    public async Task With_the_right_digest_the_tag_beside_it_is_written_and_the_digest_names_nothing(string tag, string? name)
    {
        await using var registry = await TestRegistry.StartAsync();
        var image = await Samples.PushImageAsync(work.Layout, "1.0");
        var (layout, archive) = (work.Folder.At("there"), work.Folder.At("there.tar"));
        foreach (var place in new[] { $"{registry.Host}/there", $"oci:{layout}", $"oci-archive:{archive}" })
        {
            Assert.Equal(image.Digest, (await CopyAsync(image, $"{place}{tag}@{image.Digest}")).Digest);
        }

        Assert.Equal(name is null ? [] : [name], registry.Contents.ListTags("there"));
        Assert.True(registry.Contents.Manifests.ContainsKey(("there", image.Digest)));
        var index = ImageIndex.Parse(await File.ReadAllBytesAsync(Path.Combine(layout, "index.json"), Token), "the layout");
        Assert.Equal(name, Assert.Single(index.Manifests).Annotations?.GetValueOrDefault("org.opencontainers.image.ref.name"));
        var read = await work.Stores.ResolveAsync(ImageLocation.Parse($"oci-archive:{archive}"), Token);
        Assert.Equal(image.Digest, read.Digest);
    }

    [Fact]
    public async Task What_is_packed_gets_its_digest_from_its_content_alone()
    {
        work.Folder.Write("app/run", "#!/bin/sh");
        foreach (var name in new[] { Other.ToString(), $"registry.example/shop:1.0@{Other}" })
        {
            var error = await Assert.ThrowsAsync<ConfigurationException>(() =>
                ImagePacker.PackAsync(work.Request("app"), work.Layout, name, Token)
            );
            Assert.Equal("pack.destination", error.Code);
        }

        Assert.False(work.Layout.Exists);
    }

    private Task<Descriptor> CopyAsync(Descriptor image, string destination)
    {
        var to = ImageLocation.Parse(destination);
        return ImageCopier.CopyAsync(
            new CopyRequest
            {
                Image = new ResolvedImage("shop", work.Layout, image),
                Destination = work.Stores.OpenStore(to),
                Name = to.Tag,
                Digest = to.Digest,
            },
            Token
        );
    }
}
