using System.Buffers.Binary;
using SupplyChain.Scanning.Catalogue;
using SupplyChain.Scanning.Catalogue.Formats;

namespace SupplyChain.Fuzzing;

/// <summary>The package databases of rpm in each of its forms, and the packages in them.</summary>
internal static class PackageDatabaseTargets
{
    private const int FirstBlob = 4096;

    public static IEnumerable<FuzzTarget> All()
    {
        var ndb = Seeds.Data("packages/rpm", "Packages.db");
        return
        [
            new FuzzTarget("rpm", [.. Seeds.Data("packages/rpm", "*.sqlite").Select(WithPagesThatAreThere)], Read),
            new FuzzTarget("rpm-ndb", ndb, Read),
            new FuzzTarget("rpm-bdb", Seeds.Data("packages/rpm", "Packages"), Read),
            // Under the checksum, which would keep out every changed one.
            new FuzzTarget("rpm-header", [.. ndb.SelectMany(Headers)], header => Read(Database(header))),
        ];
    }

    private static void Read(byte[] input) =>
        _ = FileReaders.ForImages.For("var/lib/rpm/Packages")!.Read("var/lib/rpm/Packages", input);

    // A part of a database says that it is the whole, so that its pages are read at all.
    private static byte[] WithPagesThatAreThere(byte[] content)
    {
        const int pageSize = 4096;
        if (content.Length > pageSize)
        {
            BinaryPrimitives.WriteInt32BigEndian(content.AsSpan(28), content.Length / pageSize);
        }

        return content;
    }

    private static List<byte[]> Headers(byte[] database)
    {
        var headers = new List<byte[]>();
        try
        {
            headers.AddRange(NdbPackages.Values(database).Select(value => value.ToArray()));
        }
        catch (InvalidDataException)
        {
            // The seed is a part of a database: these are the ones in it.
        }

        return headers.Count > 0 ? headers : [new byte[64]];
    }

    // One page of slots, of which the first after the header is taken; magic, number, generation and length around the header.
    private static byte[] Database(byte[] header)
    {
        var blocks = (16 + header.Length + 12 + 15) / 16;
        var file = new byte[FirstBlob + (blocks * 16)];
        "RpmP"u8.CopyTo(file);
        Write(file, 12, 1);
        for (var slot = 32; slot < FirstBlob; slot += 16)
        {
            "Slot"u8.CopyTo(file.AsSpan(slot));
        }

        Write(file, 36, 1);
        Write(file, 40, FirstBlob / 16);
        Write(file, 44, (uint)blocks);
        var blob = file.AsSpan(FirstBlob);
        "BlbS"u8.CopyTo(blob);
        Write(blob, 4, 1);
        Write(blob, 12, (uint)header.Length);
        header.CopyTo(blob[16..]);
        Write(blob, blob.Length - 12, Adler32(blob[..^12]));
        Write(blob, blob.Length - 8, (uint)header.Length);
        "BlbE"u8.CopyTo(blob[^4..]);
        return file;
    }

    private static void Write(Span<byte> file, int offset, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(file[offset..], value);

    private static uint Adler32(ReadOnlySpan<byte> bytes)
    {
        var (low, high) = (1u, 0u);
        foreach (var value in bytes)
        {
            low = (low + value) % 65_521;
            high = (high + low) % 65_521;
        }

        return (high << 16) | low;
    }
}
