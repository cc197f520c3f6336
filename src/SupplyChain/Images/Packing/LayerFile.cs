using System.IO.Compression;
using System.Security.Cryptography;
using SupplyChain.Images.Streams;

namespace SupplyChain.Images.Packing;

/// <summary>A layer compressed with gzip, in a temporary file that ends with this object.</summary>
internal sealed class LayerFile : IDisposable
{
    private const int BufferSize = 128 * 1024;

    private LayerFile(FileStream content, Descriptor blob, Digest diffId)
    {
        Content = content;
        Blob = blob;
        DiffId = diffId;
    }

    /// <summary>The compressed layer, at its beginning.</summary>
    public FileStream Content { get; }

    /// <summary>The compressed layer's descriptor.</summary>
    public Descriptor Blob { get; }

    /// <summary>Digest of the unpacked tar.</summary>
    public Digest DiffId { get; }

    /// <summary>Makes a layer.</summary>
    /// <param name="writeTar">Writes the tar.</param>
    public static async Task<LayerFile> MakeAsync(Func<Stream, Task> writeTar)
    {
        var file = TemporaryPlace.Make(path => new FileStream(
            path,
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            BufferSize,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous
        ));
        try
        {
            using var packedHash = SHA256.Create();
            using var plainHash = SHA256.Create();
            await using (var packed = new CryptoStream(file, packedHash, CryptoStreamMode.Write, leaveOpen: true))
            {
                await using var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true);
                await using var plain = new CryptoStream(gzip, plainHash, CryptoStreamMode.Write, leaveOpen: true);
                await writeTar(plain);
            }

            var blob = new Descriptor(MediaTypes.OciLayerGzip, Digest.FromSha256(packedHash.Hash), file.Length);
            file.Position = 0;
            return new LayerFile(file, blob, Digest.FromSha256(plainHash.Hash));
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public void Dispose() => Content.Dispose();
}
