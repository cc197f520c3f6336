using System.Security.Cryptography;
using SupplyChain.Images;

namespace SupplyChain.Tests.Images.Registries;

/// <summary>Something that is done with a registry in several steps, each of which may go wrong. A column of the fault matrix.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Steps">Method and part of the path of each kind of request that it sends.</param>
/// <param name="PrepareAsync">What is there before.</param>
/// <param name="RunAsync">Does it.</param>
/// <param name="CheckAsync">What may be seen afterwards: fails where something is there in part.</param>
internal sealed record RegistryOperation(
    string Name,
    IReadOnlyList<(string Method, string PathPart)> Steps,
    Func<IImageStore, Task> PrepareAsync,
    Func<IImageStore, Task> RunAsync,
    Func<IImageStore, Task> CheckAsync
)
{
    private static readonly byte[] Large = RandomNumberGenerator.GetBytes((4 * 1024 * 1024) + 1000);

    /// <summary>The columns.</summary>
    public static IReadOnlyList<RegistryOperation> All { get; } =
    [
        new(
            "pull",
            [("GET", "/token"), ("GET", "/manifests/"), ("GET", "/blobs/")],
            store => Samples.PushImageAsync(store, "1.0"),
            ReadAllAsync,
            _ => Task.CompletedTask
        ),
        new(
            "push",
            [
                ("GET", "/token"),
                ("HEAD", "/blobs/"),
                ("POST", "/blobs/uploads/"),
                ("PUT", "/blobs/uploads/"),
                ("PUT", "/manifests/"),
            ],
            _ => Task.CompletedTask,
            store => Samples.PushImageAsync(store, "1.0"),
            CheckImageAsync
        ),
        new(
            "push in chunks",
            [("POST", "/blobs/uploads/"), ("PATCH", "/blobs/uploads/"), ("PUT", "/blobs/uploads/")],
            _ => Task.CompletedTask,
            store => store.WriteBlobAsync(Descriptor.Of(MediaTypes.OciLayer, Large), new ForwardOnly(Large), default),
            CheckLargeAsync
        ),
    ];

    /// <inheritdoc />
    public override string ToString() => Name;

    private static async Task ReadAllAsync(IImageStore store)
    {
        var image = await store.ResolveAsync("1.0", default) ?? throw new InvalidOperationException("The image is gone.");
        var manifest = OciDocument.Parse((await store.ReadManifestAsync(image.Digest, default))!.Value, "it").Manifest!;
        foreach (var blob in manifest.Layers.Append(manifest.Config))
        {
            var content = await store.ReadBlobAsync(blob, 1 << 20, default);
            if (!blob.Digest.Matches(content.Span))
            {
                throw new InvalidOperationException("What was read is something else.");
            }
        }
    }

    private static async Task CheckImageAsync(IImageStore store)
    {
        if (await store.ResolveAsync("1.0", default) is not null)
        {
            await ReadAllAsync(store);
        }
    }

    private static async Task CheckLargeAsync(IImageStore store)
    {
        var blob = Descriptor.Of(MediaTypes.OciLayer, Large);
        if (await store.HasBlobAsync(blob, default))
        {
            _ = await store.ReadBlobAsync(blob, Large.Length, default);
        }
    }
}
