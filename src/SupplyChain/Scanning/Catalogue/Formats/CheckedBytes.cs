using System.Buffers.Binary;

namespace SupplyChain.Scanning.Catalogue.Formats;

/// <summary>The bytes of a file from outside: every access is checked, and one beyond the end is an <see cref="InvalidDataException"/>.</summary>
/// <param name="bytes">The content.</param>
/// <param name="bigEndian">Whether numbers have their highest byte first.</param>
internal readonly struct CheckedBytes(ReadOnlyMemory<byte> bytes, bool bigEndian)
{
    /// <summary>Number of bytes.</summary>
    public int Length => bytes.Length;

    /// <summary>A part of the content.</summary>
    /// <exception cref="InvalidDataException">It is not all there.</exception>
    public ReadOnlyMemory<byte> Slice(ulong offset, ulong length) =>
        offset <= (ulong)bytes.Length && length <= (ulong)bytes.Length - offset
            ? bytes.Slice((int)offset, (int)length)
            : throw new InvalidDataException("it points outside itself");

    /// <summary>A part of the content, as such bytes again.</summary>
    /// <exception cref="InvalidDataException">It is not all there.</exception>
    public CheckedBytes Part(ulong offset, ulong length) => new(Slice(offset, length), bigEndian);

    /// <summary>The byte at this offset.</summary>
    /// <exception cref="InvalidDataException">It is not there.</exception>
    public byte Byte(ulong offset) => Slice(offset, 1).Span[0];

    /// <summary>The number of two bytes at this offset.</summary>
    /// <exception cref="InvalidDataException">It is not all there.</exception>
    public ushort UInt16(ulong offset)
    {
        var part = Slice(offset, 2).Span;
        return bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(part) : BinaryPrimitives.ReadUInt16LittleEndian(part);
    }

    /// <summary>The number of four bytes at this offset.</summary>
    /// <exception cref="InvalidDataException">It is not all there.</exception>
    public uint UInt32(ulong offset)
    {
        var part = Slice(offset, 4).Span;
        return bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(part) : BinaryPrimitives.ReadUInt32LittleEndian(part);
    }

    /// <summary>The number of eight bytes at this offset.</summary>
    /// <exception cref="InvalidDataException">It is not all there.</exception>
    public ulong UInt64(ulong offset)
    {
        var part = Slice(offset, 8).Span;
        return bigEndian ? BinaryPrimitives.ReadUInt64BigEndian(part) : BinaryPrimitives.ReadUInt64LittleEndian(part);
    }
}
