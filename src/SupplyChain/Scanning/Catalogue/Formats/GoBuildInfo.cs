using System.Text;

namespace SupplyChain.Scanning.Catalogue.Formats;

/// <summary>What Go's linker writes into a program about its modules (go.dev/src/debug/buildinfo/buildinfo.go).</summary>
/// <param name="GoVersion">Version of the tool chain, such as <c>go1.22.1</c>.</param>
/// <param name="Modules">Lines that name the modules; empty where the program was built without any.</param>
internal sealed record GoBuildInfo(string GoVersion, string Modules)
{
    private const int Alignment = 16;
    private const int HeaderSize = 32;
    private const int PointerSizeAt = 14;
    private const int FlagsAt = 15;
    private const int SentinelSize = 16;

    private static readonly byte[] Magic = [0xff, .. " Go buildinf:"u8];

    /// <summary>Finds it; null where the program is not one of Go.</summary>
    /// <exception cref="InvalidDataException">It is malformed.</exception>
    public static GoBuildInfo? Find(ProgramFile program)
    {
        if (program.Section(".go.buildinfo", "__go_buildinfo") is { } section)
        {
            return At(program, section);
        }

        foreach (var data in program.WritableData())
        {
            // Other linkers than Go's write the section at the start of the data, or leave out its name.
            if (At(program, data) is { } info)
            {
                return info;
            }
        }

        return null;
    }

    private static GoBuildInfo? At(ProgramFile program, ReadOnlyMemory<byte> data)
    {
        for (var start = 0; start < data.Length && data.Span[start..].IndexOf(Magic) is >= 0 and var found; start += Alignment)
        {
            start += found;
            if (start % Alignment == 0)
            {
                return data.Length - start >= HeaderSize
                    ? Read(program, data[start..])
                    : throw new InvalidDataException("its build information ends early");
            }

            start -= start % Alignment;
        }

        return null;
    }

    private static GoBuildInfo Read(ProgramFile program, ReadOnlyMemory<byte> data)
    {
        var flags = data.Span[FlagsAt];
        string version;
        string modules;
        if ((flags & 2) != 0)
        {
            var rest = data[HeaderSize..];
            version = Inline(ref rest);
            modules = Inline(ref rest);
        }
        else
        {
            var header = new CheckedBytes(data, bigEndian: flags != 0);
            var size = data.Span[PointerSizeAt];
            if (size != program.PointerSize)
            {
                throw new InvalidDataException("its build information is for another processor");
            }

            version = Pointed(program, Word(header, 16, size), size, flags != 0);
            modules = Pointed(program, Word(header, 16ul + size, size), size, flags != 0);
        }

        return new GoBuildInfo(version, WithoutSentinels(modules));
    }

    // Since Go 1.18: a length in seven bits a byte, then the text.
    private static string Inline(ref ReadOnlyMemory<byte> rest)
    {
        ulong length = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = new CheckedBytes(rest, bigEndian: false).Byte(0);
            rest = rest[1..];
            length |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                break;
            }

            if (shift > 28)
            {
                throw new InvalidDataException("its build information has a malformed length");
            }
        }

        var text = new CheckedBytes(rest, bigEndian: false).Slice(0, length);
        rest = rest[(int)length..];
        return Encoding.Latin1.GetString(text.Span);
    }

    // Before: the address of a string, which is the address of its text and a length.
    private static string Pointed(ProgramFile program, ulong address, int size, bool bigEndian)
    {
        if (address == 0)
        {
            return "";
        }

        var header = new CheckedBytes(program.At(address, 2ul * (ulong)size), bigEndian);
        return Encoding.Latin1.GetString(program.At(Word(header, 0, size), Word(header, (ulong)size, size)).Span);
    }

    private static ulong Word(CheckedBytes bytes, ulong offset, int size) =>
        size == 8 ? bytes.UInt64(offset) : bytes.UInt32(offset);

    // The text stands between two marks of 16 bytes, and its last line is ended.
    private static string WithoutSentinels(string modules) =>
        modules.Length > 2 * SentinelSize && modules[^(SentinelSize + 1)] == '\n'
            ? Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(modules[SentinelSize..^SentinelSize]))
            : "";
}
