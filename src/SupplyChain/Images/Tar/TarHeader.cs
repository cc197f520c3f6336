using System.Text;

namespace SupplyChain.Images.Tar;

/// <summary>Reads the 512 bytes before each tar entry (POSIX.1-2017, pax, "ustar Interchange Format"; GNU tar manual, "Standard").</summary>
internal static class TarHeader
{
    /// <summary>Bytes of a header, and the unit that content is padded to.</summary>
    public const int BlockSize = 512;

    /// <summary>Whether the checksum of the header is right; programs of old summed signed bytes.</summary>
    public static bool HasValidChecksum(ReadOnlySpan<byte> header)
    {
        if (!TryNumber(header.Slice(148, 8), out var stated))
        {
            return false;
        }

        long unsigned = 8 * ' ';
        long signed = 8 * ' ';
        for (var index = 0; index < BlockSize; index++)
        {
            if (index is < 148 or >= 156)
            {
                unsigned += header[index];
                signed += (sbyte)header[index];
            }
        }

        return stated == unsigned || stated == signed;
    }

    /// <summary>Size of the content; false where the field is not a number from 0.</summary>
    public static bool TrySize(ReadOnlySpan<byte> header, out long size) => TryNumber(header.Slice(124, 12), out size);

    /// <summary>The name, with the prefix of a ustar header.</summary>
    public static string Name(ReadOnlySpan<byte> header)
    {
        var name = Text(header[..100]);
        // GNU's older format has other fields where ustar has the prefix, and says so with a space after its name.
        var prefix = header.Slice(257, 6).SequenceEqual("ustar\0"u8) ? Text(header.Slice(345, 155)) : "";
        return prefix.Length == 0 ? name : $"{prefix}/{name}";
    }

    /// <summary>The target of a link.</summary>
    public static string LinkTarget(ReadOnlySpan<byte> header) => Text(header.Slice(157, 100));

    /// <summary>The byte that tells the kind.</summary>
    public static byte Type(ReadOnlySpan<byte> header) => header[156];

    /// <summary>Whether blocks with the map of a sparse file follow (GNU tar manual, "Storing Sparse Files").</summary>
    public static bool HasSparseMap(ReadOnlySpan<byte> header) => Type(header) == 'S' && header[482] == 1;

    /// <summary>Whether another block of the map follows this one.</summary>
    public static bool SparseMapGoesOn(ReadOnlySpan<byte> block) => block[504] == 1;

    /// <summary>Reads text up to the first NUL.</summary>
    public static string Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }

    private static bool TryNumber(ReadOnlySpan<byte> field, out long number)
    {
        number = 0;
        return field[0] >= 0x80 ? TryBinary(field, out number) : TryOctal(field.Trim(" \0"u8), out number);
    }

    private static bool TryOctal(ReadOnlySpan<byte> digits, out long number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                return false;
            }

            number = (number << 3) + (digit - '0');
        }

        return true;
    }

    // GNU's base-256 form: the first bit set, the rest a big-endian number; the second bit would make it negative.
    private static bool TryBinary(ReadOnlySpan<byte> field, out long number)
    {
        number = field[0] & 0x7f;
        var valid = (field[0] & 0x40) == 0;
        foreach (var part in field[1..])
        {
            valid &= number <= long.MaxValue >> 8;
            number = (number << 8) + part;
        }

        return valid && number >= 0;
    }
}
