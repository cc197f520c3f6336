namespace SupplyChain.Scanning.Catalogue.Formats;

/// <summary>Reads the blobs of rpm's own database (rpm, lib/backend/ndb/rpmpkg.c), each proved by its checksum.</summary>
internal static class NdbPackages
{
    private const uint SlotMagic = 0x746f6c53;
    private const uint BlobMagic = 0x53626c42;
    private const uint BlobEndMagic = 0x45626c42;
    private const uint SlotSize = 16;
    private const uint SlotsOnPage = 256;
    private const uint BlockSize = 16;

    /// <summary>Whether the content is such a database.</summary>
    public static bool Is(ReadOnlySpan<byte> content) => content.StartsWith("RpmP"u8);

    /// <summary>The blobs, in the order of the slots.</summary>
    /// <exception cref="InvalidDataException">The database is malformed, or altered.</exception>
    public static IEnumerable<ReadOnlyMemory<byte>> Values(ReadOnlyMemory<byte> content)
    {
        var file = new CheckedBytes(content, bigEndian: false);
        var slots = (ulong)file.UInt32(12) * SlotsOnPage;
        if (file.UInt32(4) != 0 || slots == 0)
        {
            throw new InvalidDataException("it is of a version that is not known");
        }

        var all = 0ul;
        // The header takes the place of the first two slots.
        for (var slot = 2ul; slot < slots; slot++)
        {
            var offset = slot * SlotSize;
            if (file.UInt32(offset) != SlotMagic)
            {
                throw new InvalidDataException("it has a malformed slot");
            }

            if (file.UInt32(offset + 4) is > 0 and var package)
            {
                var size = file.UInt32(offset + 12) * (ulong)BlockSize;
                all += size;
                yield return all <= (ulong)content.Length
                    ? Blob(file.Part(file.UInt32(offset + 8) * (ulong)BlockSize, size), package)
                    : throw new InvalidDataException("its packages are together larger than itself");
            }
        }
    }

    // Magic, number, generation, length; the blob, padded; checksum of all that, length, magic.
    private static ReadOnlyMemory<byte> Blob(CheckedBytes blob, uint package)
    {
        var end = blob.Length >= 28 ? (ulong)blob.Length - 12 : throw new InvalidDataException("it has an empty entry");
        var length = blob.UInt32(12);
        return
            blob.UInt32(0) == BlobMagic
            && blob.UInt32(4) == package
            && blob.UInt32(end + 4) == length
            && blob.UInt32(end + 8) == BlobEndMagic
            && blob.UInt32(end) == Adler32(blob.Slice(0, end).Span)
            ? blob.Slice(16, length)
            : throw new InvalidDataException("an entry of it does not have the checksum it says");
    }

    private static uint Adler32(ReadOnlySpan<byte> bytes)
    {
        // The largest prime below 65536, and how many sums fit 32 bits before it has to be divided by (RFC 1950, section 8.2).
        const uint prime = 65_521;
        const int run = 5_552;
        uint low = 1;
        uint high = 0;
        while (!bytes.IsEmpty)
        {
            var part = bytes[..Math.Min(run, bytes.Length)];
            foreach (var value in part)
            {
                low += value;
                high += low;
            }

            low %= prime;
            high %= prime;
            bytes = bytes[part.Length..];
        }

        return (high << 16) | low;
    }
}
