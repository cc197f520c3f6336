using System.IO.Compression;
using System.Runtime.InteropServices;

namespace SupplyChain.Scanning.Catalogue.Formats;

/// <summary>Unpacks compressed parts of files into memory, up to a bound.</summary>
internal static class BoundedInflate
{
    /// <summary>The content of a zlib stream (RFC 1950).</summary>
    /// <exception cref="InvalidDataException">It is malformed, or larger than allowed.</exception>
    public static byte[] Zlib(ReadOnlyMemory<byte> compressed, int limit) =>
        Read(stream => new ZLibStream(stream, CompressionMode.Decompress), compressed, limit);

    /// <summary>The content of a deflate stream (RFC 1951).</summary>
    /// <exception cref="InvalidDataException">It is malformed, or larger than allowed.</exception>
    public static byte[] Deflate(ReadOnlyMemory<byte> compressed, int limit) =>
        Read(stream => new DeflateStream(stream, CompressionMode.Decompress), compressed, limit);

    private static byte[] Read(Func<Stream, Stream> open, ReadOnlyMemory<byte> compressed, int limit)
    {
        using var source = MemoryMarshal.TryGetArray(compressed, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(compressed.ToArray(), writable: false);
        using var stream = open(source);
        using var content = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            while (stream.Read(buffer) is > 0 and var read)
            {
                content.Write(buffer, 0, read);
                if (content.Length > limit)
                {
                    throw new InvalidDataException($"a part of it unpacks to more than {limit} bytes");
                }
            }
        }
        catch (IOException error)
        {
            // Such as a stream that wants a dictionary.
            throw new InvalidDataException("a part of it cannot be unpacked", error);
        }

        return content.ToArray();
    }
}
