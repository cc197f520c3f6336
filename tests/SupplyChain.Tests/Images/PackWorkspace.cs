using System.Formats.Tar;
using SupplyChain.Images;
using SupplyChain.Images.Layouts;
using SupplyChain.Images.Packing;
using SupplyChain.Testing;
using Xunit;
using ZstdSharp;

namespace SupplyChain.Tests.Images;

/// <summary>A folder with what is packed and the layout that it is packed to.</summary>
internal sealed class PackWorkspace : IDisposable
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public TemporaryFolder Folder { get; } = new();

    public ImageStores Stores { get; } = new(new ImageStoreOptions());

    public OciLayout Layout => new(Folder.At("images"), TimeProvider.System);

    /// <summary>The names in a layer.</summary>
    public static async Task<List<string>> NamesAsync(ImageContent content, int layer) =>
        [.. (await ListAsync(content, layer)).Select(line => line.Split(' ')[0])];

    /// <summary>Everything that a layer's entries say.</summary>
    public static async Task<List<string>> ListAsync(ImageContent content, int layer) =>
        await content.ReadLayerAsync(
            content.Layers[layer],
            async (tar, cancel) =>
            {
                await using var reader = new TarReader(tar, leaveOpen: true);
                var lines = new List<string>();
                while (await reader.GetNextEntryAsync(copyData: false, cancel) is { } entry)
                {
                    var link = entry.LinkName.Length > 0 ? $" -> {entry.LinkName}" : "";
                    var mode = Convert.ToString((int)entry.Mode, 8);
                    lines.Add(
                        $"{entry.Name} {entry.EntryType} {mode} {entry.Uid}:{entry.Gid} {entry.ModificationTime.Year}{link}"
                    );
                }

                return lines;
            },
            Token
        );

    public PackRequest Request(string source) =>
        new()
        {
            SourceDirectory = Folder.At(source),
            EntryPoint = ["./run"],
            Created = DateTimeOffset.UnixEpoch,
        };

    /// <summary>Writes an image again with its layers plain, or compressed with zstd.</summary>
    public static async Task<Descriptor> RecompressAsync(IImageStore store, Descriptor image, bool zstd)
    {
        var content = await ImageContent.OpenAsync(new ResolvedImage("packed", (IImageSource)store, image), null, Token);
        var layers = new List<Descriptor>();
        foreach (var layer in content.Layers)
        {
            using var bytes = new MemoryStream();
            await using (Stream target = zstd ? new CompressionStream(bytes, leaveOpen: true) : new MemoryStream())
            {
                _ = await content.ReadLayerAsync(
                    layer,
                    async (tar, cancel) =>
                    {
                        await tar.CopyToAsync(zstd ? target : bytes, cancel);
                        return true;
                    },
                    Token
                );
            }

            var blob = Descriptor.Of(zstd ? MediaTypes.OciLayerZstd : MediaTypes.OciLayer, bytes.ToArray());
            bytes.Position = 0;
            await store.WriteBlobAsync(blob, bytes, Token);
            layers.Add(blob);
        }

        var manifest = (content.Manifest with { Layers = layers }).ToBytes();
        var descriptor = Descriptor.Of(MediaTypes.OciManifest, manifest.Span);
        await store.WriteManifestAsync(descriptor, manifest, name: null, Token);
        return descriptor;
    }

    public Task<Descriptor> PackAsync(PackRequest request) => ImagePacker.PackAsync(request, Layout, name: null, Token);

    public Task<ImageContent> OpenAsync(Descriptor manifest, Platform? platform = null) =>
        ImageContent.OpenAsync(new ResolvedImage("packed", Layout, manifest), platform, Token);

    public Task<ResolvedImage> AlpineAsync() =>
        Stores.ResolveAsync(ImageLocation.Parse($"docker-archive:{TestData.Require("images/alpine-310.tar.gz")}"), Token);

    public void Dispose()
    {
        Stores.Dispose();
        Folder.Dispose();
    }
}
