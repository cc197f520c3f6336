using System.IO.Compression;

namespace SupplyChain.Scanning.Advisories;

/// <summary>The advisories in a directory, of JSON files and zip archives of them, or in one such archive.</summary>
internal static class AdvisoryFiles
{
    private const int LargestFile = 16 * 1024 * 1024;
    private const int MostFiles = 2_000_000;
    private const long MostBytes = 32L * 1024 * 1024 * 1024;

    /// <summary>Reads them one after the other; nothing is unpacked to disk.</summary>
    /// <exception cref="ConfigurationException">The path is neither a directory nor an archive, or a file of it cannot be read.</exception>
    public static IEnumerable<AdvisoryFile> Read(string path)
    {
        var archives =
            Directory.Exists(path) ? FilesBelow(path, "*.zip")
            : File.Exists(path) ? [path]
            : throw new ConfigurationException(
                "advisories.missing",
                $"The advisories '{Plain.Text(path)}' are neither a directory nor a file; give a directory of OSV records or a zip archive of them."
            );
        var files = Directory.Exists(path) ? FilesBelow(path, "*.json") : [];
        var budget = MostBytes;
        var count = 0;
        foreach (var file in files.Select(ReadFile).Concat(archives.SelectMany(ReadArchive)))
        {
            budget -= file.Content.Length;
            if (budget < 0 || ++count > MostFiles)
            {
                throw new ConfigurationException(
                    "advisories.bounds",
                    $"The advisories '{Plain.Text(path)}' have more than {MostFiles} records or 32 GiB; leave out ecosystems that are not used."
                );
            }

            yield return file;
        }
    }

    private static IEnumerable<string> FilesBelow(string folder, string pattern) =>
        Directory
            .EnumerateFiles(folder, pattern, new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = false })
            .Order(StringComparer.Ordinal);

    private static AdvisoryFile ReadFile(string path)
    {
        try
        {
            return new FileInfo(path).Length <= LargestFile
                ? new AdvisoryFile(path, File.ReadAllBytes(path))
                : throw Unreadable(path, "it is larger than 16 MiB");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, "it cannot be opened", exception);
        }
    }

    private static IEnumerable<AdvisoryFile> ReadArchive(string path)
    {
        using var archive = Open(path);
        foreach (var entry in archive.Entries.OrderBy(entry => entry.FullName, StringComparer.Ordinal))
        {
            if (entry.FullName.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            {
                yield return ReadEntry(entry, $"{path}!{entry.FullName}");
            }
        }
    }

    private static ZipArchive Open(string path)
    {
        try
        {
            return ZipFile.OpenRead(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw Unreadable(path, "it is not a zip archive", exception);
        }
    }

    private static AdvisoryFile ReadEntry(ZipArchiveEntry entry, string origin)
    {
        if (entry.Length > LargestFile)
        {
            throw Unreadable(origin, "it is larger than 16 MiB");
        }

        try
        {
            // The archive's word for the size is a bound here, and a stream that ends elsewhere is malformed.
            var content = new byte[entry.Length];
            using var stream = entry.Open();
            stream.ReadExactly(content);
            return stream.ReadByte() < 0
                ? new AdvisoryFile(origin, content)
                : throw Unreadable(origin, "it is larger than the archive says");
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            throw Unreadable(origin, "the archive is damaged", exception);
        }
    }

    private static ConfigurationException Unreadable(string path, string reason, Exception? inner = null) =>
        new(
            "advisories.unreadable",
            $"The advisories '{Plain.Text(path)}' cannot be read because {reason}; download them again or name others.",
            inner
        );
}
