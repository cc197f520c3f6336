using System.Security.Cryptography;
using SupplyChain.Images;
using SupplyChain.Testing;
using SupplyChain.Testing.Registry;
using Xunit;

namespace SupplyChain.Tests.Images.Registries;

/// <summary>A blob of three pieces, and how it gets to a registry.</summary>
internal static class UploadedBlob
{
    public const int Piece = 4 * 1024 * 1024;

    public static byte[] Content { get; } = RandomNumberGenerator.GetBytes((2 * Piece) + 100);

    public static Descriptor Blob { get; } = Descriptor.Of(MediaTypes.OciLayer, Content);

    public static async Task UploadAsync(TestRegistry registry, Stream content)
    {
        using var stores = new ImageStores(new ImageStoreOptions { Time = new HurriedTime(20) });
        await stores
            .OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api"))
            .WriteBlobAsync(Blob, content, TestContext.Current.CancellationToken);
    }

    /// <summary>The methods of the requests so far.</summary>
    public static IEnumerable<string> Methods(TestRegistry registry) => registry.Requests.Select(line => line.Split(' ')[0]);
}
