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

    /// <summary>A single-file program of .NET with these two files in it.</summary>
    public static byte[] OfDotnet(string dependencies, string runtimeConfiguration)
    {
        // The host's data: where the bundle begins, and the mark by which it is found.
        var mark = Convert.FromHexString("8b1202b96a612038727b930214d7a03213f5b9e6efae3318ee3b2dce24b36aae");
        const int data = Header + 56;
        var bundle = data + 8 + mark.Length;
        var first = bundle + 14 + 32;
        var (deps, config) = (Encoding.UTF8.GetBytes(dependencies), Encoding.UTF8.GetBytes(runtimeConfiguration));
        var file = new byte[first + deps.Length + config.Length];
        "\u007fELF"u8.CopyTo(file);
        (file[4], file[5]) = (2, 1);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(32), Header);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(54), 56);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(56), 1);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(Header), 1);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(Header + 4), 2);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(Header + 8), data);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(Header + 32), (ulong)(8 + mark.Length));
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(data), (ulong)bundle);
        mark.CopyTo(file, data + 8);
        // Version 6.0, two files, an identifier of one character.
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(bundle), 6);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(bundle + 8), 2);
        (file[bundle + 12], file[bundle + 13]) = (1, (byte)'x');
        var place = bundle + 14;
        foreach (var (offset, content) in new[] { (first, deps), (first + deps.Length, config) })
        {
            BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(place), (ulong)offset);
            BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(place + 8), (ulong)content.Length);
            content.CopyTo(file, offset);
            place += 16;
        }

        return file;
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
