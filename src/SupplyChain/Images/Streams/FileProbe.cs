using System.Formats.Tar;

namespace SupplyChain.Images.Streams;

/// <summary>
/// What the file system says of a path itself: kind, owner and mode, without following a link or opening a pipe. The base library tells
/// these to no one but <see cref="TarWriter"/>, which also reads what a file holds: meant for empty ones and for folders.
/// </summary>
internal static class FileProbe
{
    /// <summary>What is at the path; null where it is nothing that an archive can hold, such as a socket.</summary>
    public static TarEntry? Read(string path)
    {
        using var probe = new MemoryStream();
        try
        {
            using var writer = new TarWriter(probe, TarEntryFormat.Pax, leaveOpen: true);
            writer.WriteEntry(path, "probe");
        }
        catch (IOException)
        {
            return null;
        }

        probe.Position = 0;
        using var reader = new TarReader(probe);
        return reader.GetNextEntry();
    }

    /// <summary>Whether something without content is a file, and no pipe, socket or device: those have the length 0 too.</summary>
    public static bool IsEmptyFile(string path) => Read(path)?.EntryType == TarEntryType.RegularFile;
}
