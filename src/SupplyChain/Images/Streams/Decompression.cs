using System.IO.Compression;
using ZstdSharp;

namespace SupplyChain.Images.Streams;

/// <summary>Finds out by its first bytes how content is compressed; media types are hints.</summary>
internal static class Decompression
{
    /// <summary>How many first bytes tell.</summary>
    public const int MagicLength = 4;

    /// <summary>Whether the content that begins so is compressed with gzip (RFC 1952) or zstd (RFC 8878).</summary>
    public static bool IsCompressed(ReadOnlySpan<byte> start) => IsGzip(start) || IsZstd(start);

    /// <summary>The media type of a layer that begins so.</summary>
    public static string LayerType(ReadOnlySpan<byte> start) =>
        IsGzip(start) ? MediaTypes.OciLayerGzip
        : IsZstd(start) ? MediaTypes.OciLayerZstd
        : MediaTypes.OciLayer;

    /// <summary>The content without its compression, if it has one; disposing it disposes <paramref name="content"/>.</summary>
    public static async Task<Stream> OpenAsync(Stream content, CancellationToken cancellationToken)
    {
        var start = new byte[MagicLength];
        var length = await content.ReadAtLeastAsync(start, MagicLength, throwOnEndOfStream: false, cancellationToken);
        var whole = new PrefixedStream(start.AsMemory(0, length), content);
        return IsGzip(start.AsSpan(0, length)) ? new GZipStream(whole, CompressionMode.Decompress)
            : IsZstd(start.AsSpan(0, length)) ? new DecompressionStream(whole, leaveOpen: false)
            : whole;
    }

    private static bool IsGzip(ReadOnlySpan<byte> start) => start is [0x1f, 0x8b, ..];

    private static bool IsZstd(ReadOnlySpan<byte> start) => start is [0x28, 0xb5, 0x2f, 0xfd, ..];
}
