namespace SupplyChain.Scanning.Catalogue.Formats;

/// <summary>Reads the values of a Berkeley DB hash database (libdb, src/dbinc/db_page.h). No page is visited twice.</summary>
internal sealed class BerkeleyHash
{
    private const uint Magic = 0x061561;
    private const int PageHeader = 26;
    private const byte UnsortedHashPage = 2;
    private const byte OverflowPage = 7;
    private const byte HashPage = 13;
    private const byte InPage = 1;
    private const byte OffPage = 3;

    private readonly CheckedBytes file;
    private readonly uint pageSize;
    private readonly HashSet<uint> visited = [];

    private BerkeleyHash(ReadOnlyMemory<byte> content)
    {
        file = new CheckedBytes(content, bigEndian: new CheckedBytes(content, bigEndian: true).UInt32(12) == Magic);
        pageSize = file.UInt32(20);
        if (pageSize is < 512 or > 65_536 || !uint.IsPow2(pageSize))
        {
            throw new InvalidDataException("it has pages of a size that Berkeley DB does not have");
        }

        if ((file.UInt32(32) + 1ul) * pageSize > (ulong)content.Length)
        {
            throw new InvalidDataException("it ends early");
        }
    }

    /// <summary>Whether the content is such a database.</summary>
    public static bool Is(ReadOnlyMemory<byte> content) =>
        content.Length >= 512
        && (
            new CheckedBytes(content, bigEndian: false).UInt32(12) == Magic
            || new CheckedBytes(content, bigEndian: true).UInt32(12) == Magic
        );

    /// <summary>The values, in the order of the file.</summary>
    /// <exception cref="InvalidDataException">The database is malformed.</exception>
    public static IEnumerable<ReadOnlyMemory<byte>> Values(ReadOnlyMemory<byte> content) => new BerkeleyHash(content).Values();

    private IEnumerable<ReadOnlyMemory<byte>> Values()
    {
        var last = file.UInt32(32);
        for (uint number = 0; number <= last; number++)
        {
            var page = file.Part((ulong)number * pageSize, pageSize);
            if (page.Byte(25) is HashPage or UnsortedHashPage)
            {
                var entries = page.UInt16(20);
                for (uint entry = 1; entry < entries; entry += 2)
                {
                    yield return Value(page, entry);
                }
            }
        }
    }

    // Keys and values take turns; they fill the page from its end, so that one ends where the one before it begins.
    private ReadOnlyMemory<byte> Value(CheckedBytes page, uint entry)
    {
        var start = page.UInt16(PageHeader + (2 * entry));
        var end = page.UInt16(PageHeader + (2 * (entry - 1)));
        return page.Byte(start) switch
        {
            InPage => start < end
                ? page.Slice(start + 1ul, (ulong)(end - start - 1))
                : throw new InvalidDataException("its entries overlap"),
            OffPage => Chain(page.UInt32(start + 4u), page.UInt32(start + 8u)),
            _ => throw new InvalidDataException("it has an entry of a kind that package databases do not have"),
        };
    }

    private byte[] Chain(uint number, uint length)
    {
        var value = new byte[
            length <= file.Length ? length : throw new InvalidDataException("a value of it is larger than itself")
        ];
        for (var taken = 0; taken < value.Length; )
        {
            if (number == 0 || !visited.Add(number))
            {
                throw new InvalidDataException("its pages point in circles");
            }

            var page = file.Part((ulong)number * pageSize, pageSize);
            if (page.Byte(25) != OverflowPage || page.UInt16(22) == 0)
            {
                throw new InvalidDataException("a value of it goes on in a page of another kind");
            }

            var part = page.Slice(PageHeader, Math.Min(page.UInt16(22), (ulong)(value.Length - taken)));
            part.CopyTo(value.AsMemory(taken));
            taken += part.Length;
            number = page.UInt32(16);
        }

        return value;
    }
}
