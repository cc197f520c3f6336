using System.Globalization;
using System.Text;

namespace SupplyChain.Images.Tar;

/// <summary>What extended headers say about the entry that follows (POSIX.1-2017, pax, "pax Extended Header"; GNU's long names).</summary>
internal sealed class TarExtension
{
    /// <summary>The name, where it does not fit the header.</summary>
    public string? Name { get; set; }

    /// <summary>The target of a link, where it does not fit the header.</summary>
    public string? LinkTarget { get; set; }

    /// <summary>The size, where it does not fit the header.</summary>
    public long? Size { get; private set; }

    /// <summary>Whether the content is that of a sparse file, which is not stored as it is.</summary>
    public bool Sparse { get; private set; }

    /// <summary>Takes over the records of a pax header; false where they are malformed.</summary>
    public bool TryRead(ReadOnlySpan<byte> records)
    {
        while (!records.IsEmpty && records[0] != 0)
        {
            var space = records.IndexOf((byte)' ');
            if (
                space is < 1 or > 9
                || !int.TryParse(records[..space], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || length <= space + 1
                || length > records.Length
                || records[length - 1] != '\n'
            )
            {
                return false;
            }

            var record = records[(space + 1)..(length - 1)];
            var equals = record.IndexOf((byte)'=');
            if (equals < 1 || !TryTake(record[..equals], record[(equals + 1)..]))
            {
                return false;
            }

            records = records[length..];
        }

        return true;
    }

    private bool TryTake(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (key.SequenceEqual("path"u8) || key.SequenceEqual("GNU.sparse.name"u8))
        {
            Name = Encoding.UTF8.GetString(value);
        }
        else if (key.SequenceEqual("linkpath"u8))
        {
            LinkTarget = Encoding.UTF8.GetString(value);
        }
        else if (key.SequenceEqual("size"u8))
        {
            Size = long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : -1;
        }

        Sparse |= key.StartsWith("GNU.sparse."u8);
        return Size is not < 0;
    }
}
