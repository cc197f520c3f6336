using System.Text;

namespace SupplyChain.Scanning.Catalogue.Formats;

/// <summary>
/// The directory of a zip archive in memory (PKWARE, APPNOTE.TXT). The one of .NET makes an object of each of the millions of entries
/// that a small archive can claim; this one gives them one by one, and stored entries without a copy.
/// </summary>
internal sealed class ZipDirectory
{
    private const uint EntryMark = 0x02014b50;
    private const uint HeaderMark = 0x04034b50;
    private const uint Zip64Mark = 0x06064b50;
    private const uint Zip64LocatorMark = 0x07064b50;
    private const int EndSize = 22;
    private const int LongestComment = 65_535;

    private readonly CheckedBytes file;
    private readonly ulong start;
    private readonly ulong size;

    // What stands before the archive, such as a script that starts it.
    private readonly ulong prefix;

    private ZipDirectory(ReadOnlyMemory<byte> content)
    {
        file = new CheckedBytes(content, bigEndian: false);
        var end = FindEnd(content.Span);
        (size, start) = (file.UInt32(end + 12), file.UInt32(end + 16));
        var directoryEnd = end;
        if (
            end >= 20
            && file.UInt32(end - 20) == Zip64LocatorMark
            && file.UInt64(end - 12) is var zip64
            && file.UInt32(zip64) == Zip64Mark
        )
        {
            (size, start) = (file.UInt64(zip64 + 40), file.UInt64(zip64 + 48));
            directoryEnd = zip64;
        }

        prefix =
            size <= directoryEnd && start <= directoryEnd - size
                ? directoryEnd - size - start
                : throw new InvalidDataException("its directory points outside itself");
    }

    /// <summary>Opens an archive.</summary>
    /// <exception cref="InvalidDataException">It is no zip archive.</exception>
    public static ZipDirectory Open(ReadOnlyMemory<byte> content) => new(content);

    /// <summary>The entries, in the order of the directory.</summary>
    /// <exception cref="InvalidDataException">The directory is malformed.</exception>
    public IEnumerable<ZipItem> Items()
    {
        for (var (entry, end) = (prefix + start, prefix + start + size); entry < end; )
        {
            if (file.UInt32(entry) != EntryMark)
            {
                throw new InvalidDataException("its directory is malformed");
            }

            var name = file.UInt16(entry + 28);
            var extra = file.UInt16(entry + 30);
            var (compressed, unpacked, header) = Sizes(entry, file.Part(entry + 46 + name, extra));
            var method = file.UInt16(entry + 10);
            if (method is 0 or 8)
            {
                yield return new ZipItem(
                    Encoding.UTF8.GetString(file.Slice(entry + 46, name).Span),
                    Stored: method == 0,
                    compressed,
                    unpacked,
                    header
                );
            }

            entry += 46ul + name + extra + file.UInt16(entry + 32);
        }
    }

    /// <summary>The content of an entry.</summary>
    /// <exception cref="InvalidDataException">It is malformed, or larger than allowed.</exception>
    public ReadOnlyMemory<byte> Content(ZipItem item, int limit)
    {
        var header = checked(prefix + item.Header);
        if (file.UInt32(header) != HeaderMark)
        {
            throw new InvalidDataException("an entry of it has no header");
        }

        var content = file.Slice(header + 30 + file.UInt16(header + 26) + file.UInt16(header + 28), item.CompressedSize);
        return item.Stored ? content : BoundedInflate.Deflate(content, limit);
    }

    private static ulong FindEnd(ReadOnlySpan<byte> content)
    {
        for (var end = content.Length - EndSize; end >= 0 && end >= content.Length - EndSize - LongestComment; end--)
        {
            if (content[end..].StartsWith("PK\u0005\u0006"u8))
            {
                return (ulong)end;
            }
        }

        throw new InvalidDataException("it is no zip archive");
    }

    // What does not fit 32 bits is in an extra field, in this order.
    private (ulong Compressed, ulong Size, ulong Header) Sizes(ulong entry, CheckedBytes extra)
    {
        ulong compressed = file.UInt32(entry + 20);
        ulong unpacked = file.UInt32(entry + 24);
        ulong header = file.UInt32(entry + 42);
        for (ulong field = 0; field + 4 <= (ulong)extra.Length; field += 4ul + extra.UInt16(field + 2))
        {
            if (extra.UInt16(field) == 1)
            {
                var value = field + 4;
                unpacked = Wide(unpacked, extra, ref value);
                compressed = Wide(compressed, extra, ref value);
                header = Wide(header, extra, ref value);
            }
        }

        return (compressed, unpacked, header);
    }

    private static ulong Wide(ulong narrow, CheckedBytes extra, ref ulong value)
    {
        if (narrow != uint.MaxValue)
        {
            return narrow;
        }

        value += 8;
        return extra.UInt64(value - 8);
    }
}
