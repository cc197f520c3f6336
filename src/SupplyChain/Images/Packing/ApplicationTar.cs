using System.Formats.Tar;

namespace SupplyChain.Images.Packing;

/// <summary>Writes a folder as a tar: sorted, owned by root, dated 1970, without anything else that differs from machine to machine.</summary>
internal static class ApplicationTar
{
    private const int BufferSize = 128 * 1024;
    private const UnixFileMode Readable =
        UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.UserWrite;
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Writes the tar.</summary>
    /// <param name="target">Where it goes.</param>
    /// <param name="entries">What goes into it, sorted.</param>
    /// <param name="workingDirectory">Absolute path in the image that it goes to.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="ConfigurationException">A file cannot be read.</exception>
    public static async Task WriteAsync(
        Stream target,
        IReadOnlyList<PackedEntry> entries,
        string workingDirectory,
        CancellationToken cancellationToken
    )
    {
        // The GNU format, since .NET's pax headers carry the id of this process.
        await using var tar = new TarWriter(target, TarEntryFormat.Gnu, leaveOpen: true);
        var above = "";
        foreach (var part in workingDirectory.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            above += $"{part}/";
            await tar.WriteEntryAsync(Entry(TarEntryType.Directory, above, Readable | Executable), cancellationToken);
        }

        foreach (var entry in entries)
        {
            await WriteAsync(tar, entry, above + entry.Name, cancellationToken);
        }
    }

    private static async Task WriteAsync(TarWriter tar, PackedEntry entry, string name, CancellationToken cancellationToken)
    {
        if (entry.IsFolder)
        {
            await tar.WriteEntryAsync(Entry(TarEntryType.Directory, $"{name}/", Readable | Executable), cancellationToken);
        }
        else if (entry.Target is not null)
        {
            var link = Entry(
                TarEntryType.SymbolicLink,
                name,
                Readable | Executable | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite
            );
            link.LinkName = entry.Target;
            await tar.WriteEntryAsync(link, cancellationToken);
        }
        else
        {
            var mode = entry.IsExecutable ? Readable | Executable : Readable;
            var file = Entry(TarEntryType.RegularFile, name, mode);
            await using var content = Open(entry.Path);
            file.DataStream = content;
            await tar.WriteEntryAsync(file, cancellationToken);
        }
    }

    private static GnuTarEntry Entry(TarEntryType type, string name, UnixFileMode mode) =>
        new(type, name)
        {
            Mode = mode,
            Uid = 0,
            Gid = 0,
            ModificationTime = DateTimeOffset.UnixEpoch,
        };

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.SequentialScan);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException("pack.source", $"{Printable.Quote(path)} cannot be packed: {error.Message}", error);
        }
    }
}
