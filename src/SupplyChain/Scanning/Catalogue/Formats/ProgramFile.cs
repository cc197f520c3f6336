using System.Text;

namespace SupplyChain.Scanning.Catalogue.Formats;

/// <summary>The sections and segments of a program: ELF (System V gABI), PE (Microsoft's specification) and 64-bit Mach-O.</summary>
internal sealed class ProgramFile
{
    // More than any linker makes; each costs some bytes of memory.
    private const int MostParts = 100_000;

    private readonly CheckedBytes file;

    private static ReadOnlySpan<byte> MachOMagic => [0xcf, 0xfa, 0xed, 0xfe];

    private ProgramFile(CheckedBytes file, int pointerSize)
    {
        this.file = file;
        PointerSize = pointerSize;
    }

    /// <summary>Bytes of an address, 4 or 8.</summary>
    public int PointerSize { get; }

    /// <summary>The whole file.</summary>
    public CheckedBytes Content => file;

    /// <summary>The sections and segments.</summary>
    public required IReadOnlyList<ProgramPart> Parts { get; init; }

    /// <summary>Whether these first bytes may be those of a program.</summary>
    public static bool MayBe(ReadOnlySpan<byte> start) =>
        start.StartsWith("\u007fELF"u8) || start.StartsWith("MZ"u8) || start.StartsWith(MachOMagic);

    /// <summary>Reads a program; null where the file is none after all.</summary>
    /// <exception cref="InvalidDataException">It is malformed.</exception>
    public static ProgramFile? Parse(ReadOnlyMemory<byte> content) =>
        content.Span.StartsWith("\u007fELF"u8) ? Elf(content)
        : content.Span.StartsWith("MZ"u8) ? PortableExecutable(new CheckedBytes(content, bigEndian: false))
        : content.Span.StartsWith(MachOMagic) ? MachO(new CheckedBytes(content, bigEndian: false))
        : null;

    /// <summary>The content of the section of one of these names; null where there is none.</summary>
    /// <exception cref="InvalidDataException">It is not all there.</exception>
    public ReadOnlyMemory<byte>? Section(params ReadOnlySpan<string> names)
    {
        foreach (var part in Parts)
        {
            if (names.Contains(part.Name))
            {
                return file.Slice(part.Offset, part.Size);
            }
        }

        return null;
    }

    /// <summary>The data that the program may change.</summary>
    /// <exception cref="InvalidDataException">It is not all there, or parts of it overlap.</exception>
    public IEnumerable<ReadOnlyMemory<byte>> WritableData()
    {
        var all = 0ul;
        foreach (var part in Parts.Where(part => part.Writable))
        {
            // Parts that share their bytes could be as many as somebody likes.
            all = checked(all + part.Size);
            yield return all <= (ulong)file.Length
                ? file.Slice(part.Offset, part.Size)
                : throw new InvalidDataException("its segments overlap");
        }
    }

    /// <summary>The bytes that the program has at an address.</summary>
    /// <exception cref="InvalidDataException">There are none.</exception>
    public ReadOnlyMemory<byte> At(ulong address, ulong length)
    {
        foreach (var part in Parts)
        {
            if (address >= part.Address && address - part.Address <= part.Size && length <= part.Size - (address - part.Address))
            {
                return file.Slice(checked(part.Offset + (address - part.Address)), length);
            }
        }

        throw new InvalidDataException("it points outside itself");
    }

    private static ProgramFile? Elf(ReadOnlyMemory<byte> content)
    {
        if (content.Length < 64)
        {
            return null;
        }

        var file = new CheckedBytes(content, bigEndian: content.Span[5] == 2);
        var wide = content.Span[4] == 2;
        var word = wide ? 8u : 4u;
        var parts = new List<ProgramPart>();
        var (segments, sections) = (Word(file, 24 + word, wide), Word(file, 24 + (2 * word), wide));
        var sizes = 24 + (3 * word) + 4;
        for (ulong index = 0; segments > 0 && index < file.UInt16(sizes + 4); index++)
        {
            var entry = checked(segments + (index * file.UInt16(sizes + 2)));
            var flags = file.UInt32(entry + (wide ? 4u : 24u));
            if (file.UInt32(entry) == 1)
            {
                parts.Add(
                    new ProgramPart(
                        "",
                        Word(file, entry + (wide ? 16u : 8u), wide),
                        Word(file, entry + (wide ? 8u : 4u), wide),
                        Word(file, entry + (wide ? 32u : 16u), wide),
                        Writable: (flags & 3) == 2
                    )
                );
            }
        }

        parts.AddRange(ElfSections(file, sections, sizes, wide));
        return new ProgramFile(file, (int)word) { Parts = parts };
    }

    private static IEnumerable<ProgramPart> ElfSections(CheckedBytes file, ulong start, uint sizes, bool wide)
    {
        var (entrySize, count, names) = (file.UInt16(sizes + 6), file.UInt16(sizes + 8), file.UInt16(sizes + 10));
        if (start == 0 || count == 0 || names >= count)
        {
            yield break;
        }

        var nameOffset = Word(file, checked(start + ((ulong)names * entrySize)) + (wide ? 24u : 16u), wide);
        for (ulong index = 0; index < count; index++)
        {
            var entry = checked(start + (index * entrySize));
            // Sections without bits take no place in the file.
            if (file.UInt32(entry + 4) is not (0 or 8))
            {
                yield return new ProgramPart(
                    Name(file, checked(nameOffset + file.UInt32(entry))),
                    Word(file, entry + (wide ? 16u : 12u), wide),
                    Word(file, entry + (wide ? 24u : 16u), wide),
                    Word(file, entry + (wide ? 32u : 20u), wide),
                    Writable: false
                );
            }
        }
    }

    private static ProgramFile? PortableExecutable(CheckedBytes file)
    {
        // Programs of DOS, and other files that begin so, have no such header.
        if (file.Length < 64 || file.UInt32(60) is var start && start > (ulong)file.Length - 24 || file.UInt32(start) != 0x4550)
        {
            return null;
        }

        var optional = start + 24ul;
        var optionalSize = file.UInt16(start + 20ul);
        var wide = optionalSize >= 32 && file.UInt16(optional) == 0x20b;
        var imageBase =
            optionalSize < 32 ? 0
            : wide ? file.UInt64(optional + 24)
            : file.UInt32(optional + 28);
        var parts = new List<ProgramPart>();
        for (ulong index = 0; index < file.UInt16(start + 6ul); index++)
        {
            var entry = optional + optionalSize + (index * 40);
            parts.Add(
                new ProgramPart(
                    Text(file.Slice(entry, 8).Span),
                    unchecked(imageBase + file.UInt32(entry + 12)),
                    file.UInt32(entry + 20),
                    Math.Min(file.UInt32(entry + 16), file.UInt32(entry + 8)),
                    Writable: (file.UInt32(entry + 36) & 0x8000_0000) != 0
                )
            );
        }

        return new ProgramFile(file, wide ? 8 : 4) { Parts = parts };
    }

    private static ProgramFile MachO(CheckedBytes file)
    {
        var parts = new List<ProgramPart>();
        var command = 32ul;
        for (var index = 0u; index < file.UInt32(16); index++)
        {
            if (file.UInt32(command) == 0x19)
            {
                parts.Add(
                    new ProgramPart(
                        "",
                        file.UInt64(command + 24),
                        file.UInt64(command + 40),
                        file.UInt64(command + 48),
                        Writable: (file.UInt32(command + 60) & 2) != 0
                    )
                );
                for (var section = 0ul; section < file.UInt32(command + 64); section++)
                {
                    var entry = command + 72 + (section * 80);
                    parts.Add(
                        new ProgramPart(
                            Text(file.Slice(entry, 16).Span),
                            file.UInt64(entry + 32),
                            file.UInt32(entry + 48),
                            file.UInt64(entry + 40),
                            Writable: false
                        )
                    );
                    Require(parts.Count <= MostParts);
                }
            }

            Require(file.UInt32(command + 4) >= 8);
            command += file.UInt32(command + 4);
        }

        return new ProgramFile(file, 8) { Parts = parts };
    }

    private static void Require(bool condition)
    {
        if (!condition)
        {
            throw new InvalidDataException("its load commands are malformed");
        }
    }

    private static ulong Word(CheckedBytes file, ulong offset, bool wide) => wide ? file.UInt64(offset) : file.UInt32(offset);

    // No name that is looked for is longer than 32 characters.
    private static string Name(CheckedBytes file, ulong offset) =>
        offset < (ulong)file.Length ? Text(file.Slice(offset, Math.Min(32, (ulong)file.Length - offset)).Span) : "";

    private static string Text(ReadOnlySpan<byte> bytes) =>
        Encoding.Latin1.GetString(bytes.IndexOf((byte)0) is >= 0 and var end ? bytes[..end] : bytes);
}
