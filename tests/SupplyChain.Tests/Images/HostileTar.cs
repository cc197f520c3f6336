using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using SupplyChain.Testing;
using Xunit;
using ZstdSharp;

namespace SupplyChain.Tests.Images;

/// <summary>Tar files that no honest program writes.</summary>
internal static class HostileTar
{
    /// <summary>The 512 bytes before an entry, with any size.</summary>
    public static byte[] Header(string name, char type, long size)
    {
        var header = new byte[512];
        Encoding.ASCII.GetBytes(name).CopyTo(header, 0);
        "0000644"u8.CopyTo(header.AsSpan(100));
        for (var index = 0; index < 11; index++)
        {
            header[124 + index] = (byte)('0' + ((size >> (3 * (10 - index))) & 7));
        }

        header[156] = (byte)type;
        "ustar\u000000"u8.CopyTo(header.AsSpan(257));
        "        "u8.CopyTo(header.AsSpan(148));
        var sum = header.Sum(part => part);
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(header, 148);
        return header;
    }

    /// <summary>An empty file with any name, which a pax header holds.</summary>
    public static byte[] EntryNamed(string name)
    {
        var path = $" path={name}\n";
        var length = Encoding.UTF8.GetByteCount(path) + 2;
        var record = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{length}{path}"));
        Assert.Equal(length, record.Length);
        return [.. Header("pax", 'x', length), .. record, .. new byte[512 - length], .. Header("x", '0', 0), .. new byte[1024]];
    }

    /// <summary>A stream that compresses what is written to it.</summary>
    public static Stream Compress(Stream target, bool zstd) =>
        zstd ? new CompressionStream(target, leaveOpen: false) : new GZipStream(target, CompressionLevel.SmallestSize);

    /// <summary>Writes a tar of these files and returns its path.</summary>
    public static string Write(TemporaryFolder folder, params (string Name, string Text)[] files)
    {
        var path = folder.At(string.Create(CultureInfo.InvariantCulture, $"{Guid.NewGuid():n}.tar"));
        using var tar = new TarWriter(File.Create(path));
        foreach (var (name, text) in files)
        {
            tar.WriteEntry(
                new GnuTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) }
            );
        }

        return path;
    }
}
