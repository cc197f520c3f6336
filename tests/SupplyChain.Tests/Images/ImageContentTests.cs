using System.IO.Compression;
using System.Text;
using System.Text.Json;
using SupplyChain.Images;
using SupplyChain.Images.Layouts;
using SupplyChain.Testing;
using Xunit;
using ZstdSharp;

namespace SupplyChain.Tests.Images;

public sealed class ImageContentTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private OciLayout Layout => new(folder.At("images"), TimeProvider.System);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("plain", MediaTypes.OciLayerGzip)]
    [InlineData("gzip", MediaTypes.OciLayer)]
    [InlineData("zstd", MediaTypes.OciLayerGzip)]
    public async Task A_layer_is_unpacked_by_what_it_is_not_by_what_it_says(string compression, string mediaType)
    {
        var tar = Encoding.UTF8.GetBytes(new string('t', 100_000));
        var content = await OpenAsync(await PushAsync(Compress(tar, compression), Digest.Sha256(tar), mediaType));

        var read = await content.ReadLayerAsync(content.Layers[0], ReadAllAsync, Token);
        Assert.Equal(tar, read);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    [InlineData("plain")]
    public async Task A_layer_with_another_diff_id_is_undetermined_even_if_little_of_it_is_read(string compression)
    {
        var tar = Encoding.UTF8.GetBytes(new string('t', 100_000));
        var content = await OpenAsync(
            await PushAsync(Compress(tar, compression), Digest.Sha256("other"u8), MediaTypes.OciLayerGzip)
        );

        var error = await Assert.ThrowsAsync<UndeterminedException>(() =>
            content.ReadLayerAsync(content.Layers[0], (_, _) => Task.FromResult(0), Token)
        );
        Assert.Equal("image.content-altered", error.Code);
    }

    [Fact]
    public async Task A_bomb_of_a_layer_is_refused()
    {
        var tar = new byte[64 << 20];
        var content = await OpenAsync(await PushAsync(Compress(tar, "zstd"), Digest.Sha256(tar), MediaTypes.OciLayerZstd));

        var error = await Assert.ThrowsAsync<UndeterminedException>(() =>
            content.ReadLayerAsync(content.Layers[0], (_, _) => Task.FromResult(0), Token)
        );
        Assert.Equal("image.too-large", error.Code);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public async Task A_layer_that_cannot_be_unpacked_is_undetermined(string compression)
    {
        var tar = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 20_000)));
        var broken = Compress(tar, compression);
        broken.AsSpan(40, 200).Fill(0xff);
        var content = await OpenAsync(await PushAsync(broken, Digest.Sha256(tar), MediaTypes.OciLayerGzip));

        _ = await Assert.ThrowsAsync<UndeterminedException>(() => content.ReadLayerAsync(content.Layers[0], ReadAllAsync, Token));
    }

    [Fact]
    public async Task A_platform_is_chosen_from_an_index()
    {
        var index = await PushIndexAsync("linux/amd64", "linux/arm64", "linux/arm/v7", "unknown/unknown");

        Assert.Equal("arm64", (await OpenAsync(index, "linux/arm64")).Config.Architecture);
        Assert.Equal("arm64", (await OpenAsync(index, "linux/arm64/v8")).Config.Architecture);
        Assert.Equal("arm", (await OpenAsync(index, "linux/arm")).Config.Architecture);
    }

    [Fact]
    public async Task The_first_platform_of_several_is_never_taken_silently()
    {
        var index = await PushIndexAsync("linux/arm64", "linux/amd64", "unknown/unknown");

        var error = await Assert.ThrowsAsync<ConfigurationException>(() => OpenAsync(index));
        Assert.Equal(
            "shop has several images, for 'linux/amd64', 'linux/arm64'; choose one platform, or an image by its digest.",
            error.Message
        );
    }

    [Fact]
    public async Task The_only_platform_needs_no_choice() =>
        Assert.Equal("amd64", (await OpenAsync(await PushIndexAsync("linux/amd64", "unknown/unknown"))).Config.Architecture);

    [Fact]
    public async Task A_platform_that_is_not_there_is_refused_and_those_there_listed()
    {
        var index = await PushIndexAsync("linux/arm64", "linux/amd64");
        var image = await Samples.PushImageAsync(Layout, null);

        var error = await Assert.ThrowsAsync<ConfigurationException>(() => OpenAsync(index, "linux/s390x"));
        Assert.Contains("'linux/amd64', 'linux/arm64'", error.Message, StringComparison.Ordinal);
        error = await Assert.ThrowsAsync<ConfigurationException>(() => OpenAsync(image, "linux/s390x"));
        Assert.Contains("'linux/amd64'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_index_in_an_index_is_no_image()
    {
        var inner = await PushIndexAsync("linux/amd64");
        var outer = await PushIndexAsync([inner with { Platform = Platform.LinuxAmd64 }]);

        var error = await Assert.ThrowsAsync<UndeterminedException>(() => OpenAsync(outer));
        Assert.Equal("image.not-an-image", error.Code);
    }

    [Fact]
    public async Task Evidence_is_no_image()
    {
        var image = await Samples.PushImageAsync(Layout, null);
        var referrer = await Samples.AttachAsync(Layout, image, "evidence");

        var error = await Assert.ThrowsAsync<UndeterminedException>(() => OpenAsync(referrer));
        Assert.Equal("image.not-an-image", error.Code);
    }

    [Fact]
    public async Task A_manifest_that_is_an_index_at_once_is_refused()
    {
        var text = $$"""
            {"schemaVersion":2,"manifests":[],"layers":[],"config":{"mediaType":"a","size":2,"digest":"{{Samples.Describe(
                "{}"
            ).Digest}}"} }
            """;
        var descriptor = Samples.Describe(text, MediaTypes.OciManifest);
        await Layout.WriteBlobAsync(descriptor, new MemoryStream(Samples.Content(text)), Token);

        var error = await Assert.ThrowsAsync<UndeterminedException>(() => OpenAsync(descriptor));
        Assert.Contains("a manifest and an index at once", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_oversized_manifest_is_refused()
    {
        var text = "{\"schemaVersion\":2,\"manifests\":[]" + new string(' ', 5 << 20) + "}";
        var descriptor = Samples.Describe(text, MediaTypes.OciIndex);
        await Layout.WriteBlobAsync(descriptor, new MemoryStream(Samples.Content(text)), Token);

        var error = await Assert.ThrowsAsync<UndeterminedException>(() => OpenAsync(descriptor));
        Assert.Equal("image.too-large", error.Code);
    }

    private static byte[] Compress(byte[] content, string compression)
    {
        if (compression == "plain")
        {
            return content;
        }

        using var buffer = new MemoryStream();
        using (
            Stream packed =
                compression == "gzip" ? new GZipStream(buffer, CompressionLevel.Optimal, true) : new CompressionStream(buffer)
        )
        {
            packed.Write(content);
        }

        return buffer.ToArray();
    }

    private static async Task<byte[]> ReadAllAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await stream.CopyToAsync(buffer, cancellationToken);
        return buffer.ToArray();
    }

    private async Task<Descriptor> PushAsync(byte[] layer, Digest diffId, string mediaType, string platform = "linux/amd64")
    {
        var parsed = Platform.Parse(platform);
        var config = JsonSerializer.SerializeToUtf8Bytes(
            new ImageConfig
            {
                OS = parsed.OS,
                Architecture = parsed.Architecture,
                Variant = parsed.Variant,
                RootFileSystem = new ImageRootFileSystem { DiffIds = [diffId] },
            },
            OciJson.Plain.ImageConfig
        );
        var manifest = new ImageManifest
        {
            MediaType = MediaTypes.OciManifest,
            Config = Descriptor.Of(MediaTypes.OciConfig, config),
            Layers = [Descriptor.Of(mediaType, layer)],
        };
        await Layout.WriteBlobAsync(manifest.Config, new MemoryStream(config), Token);
        await Layout.WriteBlobAsync(manifest.Layers[0], new MemoryStream(layer), Token);
        var descriptor = Descriptor.Of(MediaTypes.OciManifest, manifest.ToBytes().Span);
        await Layout.WriteManifestAsync(descriptor, manifest.ToBytes(), null, Token);
        return descriptor;
    }

    private async Task<Descriptor> PushIndexAsync(params string[] platforms)
    {
        var children = new List<Descriptor>();
        foreach (var platform in platforms)
        {
            var layer = Encoding.UTF8.GetBytes(platform);
            var child = await PushAsync(layer, Digest.Sha256(layer), MediaTypes.OciLayer, platform);
            children.Add(child with { Platform = Platform.Parse(platform) });
        }

        return await PushIndexAsync(children);
    }

    private async Task<Descriptor> PushIndexAsync(IReadOnlyList<Descriptor> children)
    {
        var content = new ImageIndex { MediaType = MediaTypes.OciIndex, Manifests = children }.ToBytes();
        var descriptor = Descriptor.Of(MediaTypes.OciIndex, content.Span);
        await Layout.WriteManifestAsync(descriptor, content, null, Token);
        return descriptor;
    }

    private Task<ImageContent> OpenAsync(Descriptor manifest, string? platform = null) =>
        ImageContent.OpenAsync(
            new ResolvedImage("shop", Layout, manifest),
            platform is null ? null : Platform.Parse(platform),
            Token
        );
}
