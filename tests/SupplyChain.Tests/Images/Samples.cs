using System.Text;
using System.Text.Json;
using SupplyChain.Images;

namespace SupplyChain.Tests.Images;

/// <summary>Small images and evidence to write into any store.</summary>
internal static class Samples
{
    public static byte[] Content(string text) => Encoding.UTF8.GetBytes(text);

    public static Descriptor Describe(string text, string mediaType = MediaTypes.OciLayer) =>
        Descriptor.Of(mediaType, Content(text));

    public static async Task<byte[]> ReadAsync(IImageSource source, string text) =>
        (await source.ReadBlobAsync(Describe(text), 1 << 20, default)).ToArray();

    /// <summary>Writes an image with one layer and returns its descriptor.</summary>
    public static async Task<Descriptor> PushImageAsync(
        IImageStore store,
        string? name,
        string layer = "layer",
        string platform = "linux/amd64"
    )
    {
        var (os, architecture) = (Platform.Parse(platform).OS, Platform.Parse(platform).Architecture);
        var config = JsonSerializer.Serialize(
            new ImageConfig
            {
                OS = os,
                Architecture = architecture,
                RootFileSystem = new ImageRootFileSystem { DiffIds = [Describe(layer).Digest] },
            },
            OciJson.Plain.ImageConfig
        );
        var manifest = new ImageManifest
        {
            MediaType = MediaTypes.OciManifest,
            Config = await WriteAsync(store, config, MediaTypes.OciConfig),
            Layers = [await WriteAsync(store, layer, MediaTypes.OciLayer)],
        };
        var descriptor = Descriptor.Of(MediaTypes.OciManifest, manifest.ToBytes().Span);
        await store.WriteManifestAsync(descriptor, manifest.ToBytes(), name, default);
        return descriptor;
    }

    /// <summary>Attaches a piece of evidence and returns what is listed.</summary>
    public static async Task<Descriptor> AttachAsync(
        IImageStore store,
        Descriptor subject,
        string evidence,
        string created = "2026-01-01T00:00:00Z"
    )
    {
        var (descriptor, content) = Referrer(subject, evidence, created);
        _ = await WriteAsync(store, "{}", MediaTypes.OciEmpty);
        _ = await WriteAsync(store, evidence, "application/test");
        return await store.WriteReferrerAsync(descriptor, content, subject.Digest, default);
    }

    /// <summary>The manifest of a piece of evidence, not written yet.</summary>
    public static (Descriptor Descriptor, ReadOnlyMemory<byte> Content) Referrer(
        Descriptor subject,
        string evidence,
        string created
    )
    {
        var manifest = new ImageManifest
        {
            MediaType = MediaTypes.OciManifest,
            ArtifactType = "application/test",
            Config = Describe("{}", MediaTypes.OciEmpty),
            Layers = [Describe(evidence, "application/test")],
            Subject = subject with { Annotations = null, ArtifactType = null },
            Annotations = new() { ["org.opencontainers.image.created"] = created },
        };
        var content = manifest.ToBytes();
        return (
            Descriptor.Of(MediaTypes.OciManifest, content.Span) with
            {
                ArtifactType = manifest.ArtifactType,
                Annotations = manifest.Annotations,
            },
            content
        );
    }

    private static async Task<Descriptor> WriteAsync(IImageStore store, string text, string mediaType)
    {
        var descriptor = Describe(text, mediaType);
        await store.WriteBlobAsync(descriptor, new MemoryStream(Content(text)), default);
        return descriptor;
    }
}
