namespace SupplyChain.Scanning.Catalogue.Formats;

/// <summary>
/// The two files of a single-file program of .NET that say what it is made of (dotnet/runtime, src/native/corehost/bundle/header.h and
/// apphost/bundle_marker.cpp).
/// </summary>
/// <param name="Dependencies">Content of its <c>deps.json</c>; null where it has none.</param>
/// <param name="RuntimeConfiguration">Content of its <c>runtimeconfig.json</c>; null where it has none.</param>
internal sealed record DotnetBundle(ReadOnlyMemory<byte>? Dependencies, ReadOnlyMemory<byte>? RuntimeConfiguration)
{
    private const uint OldestVersion = 2;

    // The host has the place of the bundle before this mark: zero in a program that is no bundle.
    private static readonly byte[] Mark = Convert.FromHexString(
        "8b1202b96a612038727b930214d7a03213f5b9e6efae3318ee3b2dce24b36aae"
    );

    /// <summary>Finds it; null where the program is no bundle.</summary>
    /// <exception cref="InvalidDataException">It is malformed, or of .NET Core 3, which had another form.</exception>
    public static DotnetBundle? Find(ProgramFile program)
    {
        foreach (var data in program.WritableData())
        {
            if (data.Span.IndexOf(Mark) is >= sizeof(ulong) and var mark)
            {
                var header = new CheckedBytes(data, bigEndian: false).UInt64((ulong)mark - sizeof(ulong));
                return header == 0 ? null : Read(program.Content, header);
            }
        }

        return null;
    }

    // Two numbers of version, the number of files, an identifier after its length, then where the two files are.
    private static DotnetBundle Read(CheckedBytes file, ulong header)
    {
        if (header > (ulong)file.Length || file.UInt32(header) < OldestVersion)
        {
            throw new InvalidDataException("it is a bundle of a version that is not known");
        }

        var identifier = header + 12;
        var length = file.Byte(identifier);
        var places = length < 0x80 ? identifier + 1 + length : throw new InvalidDataException("its identifier is malformed");
        return new DotnetBundle(Content(file, places), Content(file, places + 16));
    }

    private static ReadOnlyMemory<byte>? Content(CheckedBytes file, ulong place) =>
        file.UInt64(place + 8) is > 0 and var size ? file.Slice(file.UInt64(place), size) : null;
}
