using System.IO.Compression;
using SupplyChain.Images.Tar;

namespace SupplyChain.Scanning.Advisories;

/// <summary>The advisories in an archive, in the order of their names for zip and of the archive for tar; nothing is unpacked to disk.</summary>
internal static class AdvisoryArchive
{
    private static readonly string[] Endings = [".zip", ".tar", ".tar.gz", ".tgz"];

    /// <summary>Whether a file is an archive by its name.</summary>
    public static bool IsOne(string path) => Endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads an archive.</summary>
    /// <exception cref="ConfigurationException">It is damaged, or a record in it is too large.</exception>
    public static IEnumerable<AdvisoryFile> Read(string path) =>
        path.EndsWith(".tar", StringComparison.OrdinalIgnoreCase) || path.EndsWith("gz", StringComparison.OrdinalIgnoreCase)
            ? ReadTar(path)
            : ReadZip(path);

    private static IEnumerable<AdvisoryFile> ReadZip(string path)
    {
        using var archive = Guarded(path, "it is not a zip archive", () => ZipFile.OpenRead(path));
        var entries = Guarded(path, "its directory is damaged", () => archive.Entries);
        foreach (var entry in entries.OrderBy(entry => entry.FullName, StringComparer.Ordinal))
        {
            var origin = $"{path}!{entry.FullName}";
            if (IsRecord(entry.FullName, origin))
            {
                yield return Guarded(origin, "the archive is damaged", () => ReadAll(entry, origin));
            }
        }
    }

    private static IEnumerable<AdvisoryFile> ReadTar(string path)
    {
        using var file = Guarded(path, "it cannot be opened", () => File.OpenRead(path));
        using Stream content = path.EndsWith("gz", StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(file, CompressionMode.Decompress)
            : file;
        using var tar = new TarWalk(content, path);
        // The stream is a file, so that nothing is waited for.
        while (Guarded(path, "it is not a whole tar archive", () => Finished(tar.NextAsync(default))) is { } item)
        {
            var origin = $"{path}!{item.Name}";
            if (item.Kind != TarKind.Folder && IsRecord(item.Name, origin))
            {
                if (item.Kind != TarKind.File)
                {
                    throw AdvisoryFile.Unreadable(origin, "it is a link or no regular file");
                }

                var record = Guarded(origin, "the archive is damaged", () => Finished(RecordAsync(tar, item, origin)));
                yield return new AdvisoryFile(origin, record);
            }
        }

        // One that was cut between two records reads like a whole one, packed or not.
        if (!tar.IsEnded)
        {
            throw AdvisoryFile.Unreadable(path, "it ends early");
        }
    }

    private static bool IsRecord(string name, string origin)
    {
        if (AdvisoryFile.IsOfRepository(name))
        {
            return false;
        }

        return IsOne(name) || AdvisoryFile.IsUnread(name) ? throw AdvisoryFile.OfUnreadForm(origin) : AdvisoryFile.IsRecord(name);
    }

    private static async ValueTask<byte[]> RecordAsync(TarWalk tar, TarItem item, string origin) =>
        item.Size <= AdvisoryFile.Largest ? (await tar.ReadContentAsync(default)).ToArray() : throw AdvisoryFile.TooLarge(origin);

    private static T Finished<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();

    // The archive's word for the size is a bound here, and a stream that ends elsewhere is malformed.
    private static AdvisoryFile ReadAll(ZipArchiveEntry entry, string origin)
    {
        if (entry.Length > AdvisoryFile.Largest)
        {
            throw AdvisoryFile.TooLarge(origin);
        }

        var content = new byte[entry.Length];
        using var stream = entry.Open();
        stream.ReadExactly(content);
        return stream.ReadByte() < 0
            ? new AdvisoryFile(origin, content)
            : throw AdvisoryFile.Unreadable(origin, "it is larger than the archive says");
    }

    private static T Guarded<T>(string origin, string reason, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception)
            when (exception
                    is IOException
                        or UnauthorizedAccessException
                        or InvalidDataException
                        or FormatException
                        or UndeterminedException
            )
        {
            throw AdvisoryFile.Unreadable(origin, reason, exception);
        }
    }
}
