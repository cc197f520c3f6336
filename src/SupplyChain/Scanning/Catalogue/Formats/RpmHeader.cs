using System.Text;

namespace SupplyChain.Scanning.Catalogue.Formats;

/// <summary>The header of an installed package, as every kind of rpm database keeps it (rpm, docs/manual/format_header.md).</summary>
internal sealed class RpmHeader
{
    private const int MostTags = 65_535;
    private const uint EntrySize = 16;

    private readonly CheckedBytes data;
    private readonly Dictionary<RpmTag, (uint Type, uint Offset, uint Count)> entries = [];

    private RpmHeader(CheckedBytes header)
    {
        var count = header.UInt32(0);
        var start = 8 + ((ulong)count * EntrySize);
        if (count is 0 or > MostTags)
        {
            throw new InvalidDataException("a package of it has no tags, or more than rpm allows");
        }

        data = header.Part(start, header.UInt32(4));
        for (var entry = 0ul; entry < count; entry++)
        {
            var offset = 8 + (entry * EntrySize);
            entries[(RpmTag)header.UInt32(offset)] = (
                header.UInt32(offset + 4),
                header.UInt32(offset + 8),
                header.UInt32(offset + 12)
            );
        }
    }

    /// <summary>Reads a header.</summary>
    /// <exception cref="InvalidDataException">It is malformed.</exception>
    public static RpmHeader Parse(ReadOnlyMemory<byte> header) => new(new CheckedBytes(header, bigEndian: true));

    /// <summary>The text of a tag, the first one where there are several; null where there is none.</summary>
    /// <exception cref="InvalidDataException">The tag is malformed.</exception>
    public string? Text(RpmTag tag) => Texts(tag).FirstOrDefault() is { Length: > 0 } text and not "(none)" ? text : null;

    /// <summary>The texts of a tag.</summary>
    /// <exception cref="InvalidDataException">The tag is malformed.</exception>
    public IEnumerable<string> Texts(RpmTag tag)
    {
        if (!entries.TryGetValue(tag, out var entry) || entry.Type is not (6 or 8 or 9))
        {
            yield break;
        }

        var rest = data.Slice(entry.Offset, (ulong)data.Length - Math.Min(entry.Offset, (ulong)data.Length));
        for (var index = 0u; index < entry.Count; index++)
        {
            var end = rest.Span.IndexOf((byte)0);
            yield return end >= 0
                ? Encoding.UTF8.GetString(rest.Span[..end])
                : throw new InvalidDataException("a text of a package of it does not end");
            rest = rest[(end + 1)..];
        }
    }

    /// <summary>The numbers of a tag of 32-bit numbers.</summary>
    /// <exception cref="InvalidDataException">The tag is malformed.</exception>
    public IEnumerable<uint> Numbers(RpmTag tag)
    {
        if (entries.TryGetValue(tag, out var entry) && entry.Type == 4)
        {
            var numbers = data.Part(entry.Offset, (ulong)entry.Count * 4);
            for (var index = 0u; index < entry.Count; index++)
            {
                yield return numbers.UInt32(index * 4ul);
            }
        }
    }
}
