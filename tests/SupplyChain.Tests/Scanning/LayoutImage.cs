using System.Text;
using System.Text.Json;
using SupplyChain.Images;
using SupplyChain.Images.Layouts;
using Xunit;

namespace SupplyChain.Tests.Scanning;

/// <summary>Puts an image made of given layers into an OCI store.</summary>
internal static class LayoutImage
{
    public static Task<ResolvedImage> WriteAsync(string folder, params LayerTar[] layers) =>
        WriteAsync(new OciLayout(folder, TimeProvider.System), layers);

    public static async Task<ResolvedImage> WriteAsync(IImageStore store, params LayerTar[] layers)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var blobs = new List<Descriptor>();
        var diffIds = new List<Digest>();
        foreach (var tar in layers.Select(layer => layer.Build()))
        {
            var gzip = LayerTar.Gzip(tar);
            blobs.Add(Descriptor.Of(MediaTypes.OciLayerGzip, gzip));
            diffIds.Add(Digest.Sha256(tar));
            await store.WriteBlobAsync(blobs[^1], new MemoryStream(gzip), cancellation);
        }

        var config = Encoding.UTF8.GetBytes(
            $$"""
            {"os":"linux","architecture":"amd64","rootfs":{"type":"layers","diff_ids":[{{Join(diffIds)}}]},
             "history":[{{string.Join(',', layers.Select((_, index) => $$"""{"created_by":"step {{index}}"}"""))}}]}
            """
        );
        var configDescriptor = Descriptor.Of(MediaTypes.OciConfig, config);
        await store.WriteBlobAsync(configDescriptor, new MemoryStream(config), cancellation);
        var manifest = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                schemaVersion = 2,
                mediaType = MediaTypes.OciManifest,
                config = Plain(configDescriptor),
                layers = blobs.Select(Plain),
            }
        );
        var descriptor = Descriptor.Of(MediaTypes.OciManifest, manifest);
        await store.WriteManifestAsync(descriptor, manifest, "test", cancellation);
        return new ResolvedImage($"{store.Location}:test", store, descriptor);
    }

    private static object Plain(Descriptor descriptor) =>
        new
        {
            mediaType = descriptor.MediaType,
            digest = descriptor.Digest.ToString(),
            size = descriptor.Size,
        };

    private static string Join(IEnumerable<Digest> digests) => string.Join(',', digests.Select(digest => $"\"{digest}\""));
}
