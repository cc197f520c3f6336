using System.Text;

namespace SupplyChain.Scanning.Catalogue.Formats;

/// <summary>
/// Reads the rows of one table of an SQLite database (sqlite.org/fileformat2.html). No page is visited twice, so that a database
/// whose pages point in circles ends as malformed.
/// </summary>
internal sealed class SqliteTable
{
    private const int HeaderSize = 100;
    private const byte InteriorPage = 5;
    private const byte LeafPage = 13;

    private readonly CheckedBytes file;
    private readonly HashSet<uint> visited = [];
    private readonly uint pageSize;
    private readonly uint usable;

    private SqliteTable(ReadOnlyMemory<byte> content)
    {
        file = new CheckedBytes(content, bigEndian: true);
        pageSize = file.UInt16(16) is 1 ? 65_536u : file.UInt16(16);
        usable = pageSize - file.Byte(20);
        if (pageSize < 512 || !uint.IsPow2(pageSize) || usable < 480)
        {
            throw new InvalidDataException("it has pages of a size that SQLite does not have");
        }

        if ((ulong)file.UInt32(28) * pageSize > (ulong)content.Length)
        {
            throw new InvalidDataException("it ends early");
        }
    }

    /// <summary>Whether the content is such a database.</summary>
    public static bool Is(ReadOnlySpan<byte> content) => content.StartsWith("SQLite format 3\0"u8);

    /// <summary>The values of one column that are blobs or texts, row by row.</summary>
    /// <exception cref="InvalidDataException">The database is malformed, or has no such table.</exception>
    public static IEnumerable<ReadOnlyMemory<byte>> Column(ReadOnlyMemory<byte> content, string table, int column)
    {
        var root = new SqliteTable(content).RootOf(table);
        return new SqliteTable(content).Rows(root).Select(row => Value(row.Values, column));
    }

    /// <summary>The numbers of the rows.</summary>
    /// <exception cref="InvalidDataException">The database is malformed, or has no such table.</exception>
    public static IEnumerable<ulong> RowNumbers(ReadOnlyMemory<byte> content, string table)
    {
        var root = new SqliteTable(content).RootOf(table);
        return new SqliteTable(content).Rows(root).Select(row => row.Number);
    }

    /// <summary>The values of one column of numbers that are not negative, row by row.</summary>
    /// <exception cref="InvalidDataException">The database is malformed, or has no such table.</exception>
    public static IEnumerable<ulong> Numbers(ReadOnlyMemory<byte> content, string table, int column) =>
        // The number one may be stored in no byte at all, as zero is, which no row has.
        Column(content, table, column).Select(value => value.IsEmpty ? 1ul : Number(value.Span));

    // The first page holds the table of tables: type, name, table name, root page, statement.
    private uint RootOf(string table)
    {
        foreach (var row in Rows(1))
        {
            if (Value(row.Values, 0).Span.SequenceEqual("table"u8) && Encoding.UTF8.GetString(Value(row.Values, 1).Span) == table)
            {
                return Number(Value(row.Values, 3).Span);
            }
        }

        throw new InvalidDataException($"it has no table '{table}'");
    }

    private IEnumerable<(ulong Number, CheckedBytes Values)> Rows(uint root)
    {
        var pages = new Stack<uint>([root]);
        while (pages.TryPop(out var number))
        {
            var page = Page(number);
            var header = number == 1 ? HeaderSize : 0u;
            var cells = page.UInt16(header + 3);
            var type = page.Byte(header);
            if (type == InteriorPage)
            {
                // The last child is in the header; a stack gives them back in order.
                pages.Push(page.UInt32(header + 8));
                for (var cell = cells; cell > 0; cell--)
                {
                    pages.Push(page.UInt32(page.UInt16(header + 12 + (2u * (cell - 1u)))));
                }
            }
            else if (type == LeafPage)
            {
                for (var cell = 0u; cell < cells; cell++)
                {
                    yield return Payload(page, page.UInt16(header + 8 + (2 * cell)));
                }
            }
            else
            {
                throw new InvalidDataException("one of its pages is not of a table");
            }
        }
    }

    private CheckedBytes Page(uint number) =>
        number > 0 && visited.Add(number)
            ? file.Part((number - 1ul) * pageSize, pageSize)
            : throw new InvalidDataException("its pages point in circles");

    // What does not fit a page goes on in a chain of others ("Cell Payload Overflow Pages").
    private (ulong Number, CheckedBytes Values) Payload(CheckedBytes page, ulong offset)
    {
        var length = Varint(page, ref offset);
        var number = Varint(page, ref offset);
        var most = usable - 35;
        if (length <= most)
        {
            return (number, page.Part(offset, length));
        }

        if (length > (ulong)file.Length)
        {
            throw new InvalidDataException("a row of it is larger than itself");
        }

        var least = ((usable - 12) * 32 / 255) - 23;
        var fitting = least + ((length - least) % (usable - 4));
        var local = fitting <= most ? fitting : least;
        var payload = new byte[length];
        page.Slice(offset, local).CopyTo(payload);
        var next = page.UInt32(offset + local);
        for (var taken = (int)local; taken < payload.Length; )
        {
            var overflow = Page(next);
            var part = overflow.Slice(4, Math.Min((ulong)(payload.Length - taken), usable - 4));
            part.CopyTo(payload.AsMemory(taken));
            taken += part.Length;
            next = overflow.UInt32(0);
        }

        return (number, new CheckedBytes(payload, bigEndian: true));
    }

    private static ReadOnlyMemory<byte> Value(CheckedBytes row, int column)
    {
        ulong position = 0;
        var value = Varint(row, ref position);
        var end = value;
        for (var index = 0; position < end; index++)
        {
            var length = LengthOf(Varint(row, ref position));
            if (index == column)
            {
                return row.Slice(value, length);
            }

            value = checked(value + length);
        }

        throw new InvalidDataException("a row of it has too few columns");
    }

    // "Serial Type Codes Of The Record Format".
    private static ulong LengthOf(ulong type) =>
        type switch
        {
            >= 12 => (type - 12) / 2,
            5 => 6,
            6 or 7 => 8,
            <= 4 => type,
            _ => 0,
        };

    private static uint Number(ReadOnlySpan<byte> value)
    {
        uint number = 0;
        foreach (var part in value.Length <= 4 ? value : throw new InvalidDataException("it has more pages than a database can"))
        {
            number = (number << 8) | part;
        }

        return number;
    }

    private static ulong Varint(CheckedBytes bytes, ref ulong offset)
    {
        ulong value = 0;
        for (var count = 0; count < 8; count++)
        {
            var part = bytes.Byte(offset++);
            value = (value << 7) | (part & 0x7fu);
            if (part < 0x80)
            {
                return value;
            }
        }

        return (value << 8) | bytes.Byte(offset++);
    }
}
