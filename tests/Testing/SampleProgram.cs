using System.Buffers.Binary;
using System.Text;

namespace SupplyChain.Testing;

/// <summary>The smallest programs (ELF, 64 bits) that have what a test needs.</summary>
public static class SampleProgram
{
    private const int Header = 64;
    private const int SectionHeader = 64;

    /// <summary>Where the size of the section is in the file, in eight bytes.</summary>
    public const int SizeOfSection = Header + SectionHeader + 32;

    /// <summary>A program with one section of this content.</summary>
    public static byte[] WithSection(string name, byte[] content)
    {
        var names = Encoding.ASCII.GetBytes($"\0{name}\0");
        var start = Header + (2 * SectionHeader);
        var file = new byte[start + names.Length + content.Length];
        "\u007fELF"u8.CopyTo(file);
        (file[4], file[5]) = (2, 1);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(40), Header);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(58), SectionHeader);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(60), 2);
        WriteSection(file.AsSpan(Header), 0, start, names.Length);
        WriteSection(file.AsSpan(Header + SectionHeader), 1, start + names.Length, content.Length);
        names.CopyTo(file, start);
        content.CopyTo(file, start + names.Length);
        return file;
    }

    /// <summary>A program of Go that says its version and, unless empty, these lines about its modules.</summary>
    public static byte[] OfGo(string version, string modules)
    {
        byte[] header = [0xff, .. " Go buildinf:"u8, 8, 2, .. new byte[16]];
        var marked = modules.Length == 0 ? "" : $"{new string('a', 16)}{modules}{new string('b', 16)}";
        return WithSection(".go.buildinfo", [.. header, .. Text(version), .. Text(marked)]);
    }

    private static byte[] Text(string text) =>
        text.Length < 128
            ? [(byte)text.Length, .. Encoding.ASCII.GetBytes(text)]
            : [(byte)(0x80 | (text.Length & 0x7f)), (byte)(text.Length >> 7), .. Encoding.ASCII.GetBytes(text)];

    private static void WriteSection(Span<byte> header, uint name, int offset, int size)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(header, name);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], 1);
        BinaryPrimitives.WriteUInt64LittleEndian(header[24..], (ulong)offset);
        BinaryPrimitives.WriteUInt64LittleEndian(header[32..], (ulong)size);
    }
}
