namespace SupplyChain.Scanning.Advisories;

/// <summary>The advisories in a directory, of JSON and YAML files and archives of them, or in one such file or archive.</summary>
internal static class AdvisoryFiles
{
    private const int MostFiles = 2_000_000;
    private const long MostBytes = 32L * 1024 * 1024 * 1024;

    /// <summary>Reads them one after the other; nothing is unpacked to disk.</summary>
    /// <exception cref="ConfigurationException">The path is neither a directory nor an archive, or a file of it cannot be read.</exception>
    public static IEnumerable<AdvisoryFile> Read(string path)
    {
        var paths =
            Directory.Exists(path) ? FilesBelow(path)
            : File.Exists(path) ? [path]
            : throw new ConfigurationException(
                "advisories.missing",
                $"The advisories '{Plain.Text(path)}' are neither a directory nor a file; give a directory of OSV records or an archive of them."
            );
        var budget = MostBytes;
        var count = 0;
        foreach (var file in paths.SelectMany(ReadPath))
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

    private static IEnumerable<string> FilesBelow(string folder) =>
        Directory
            .EnumerateFiles(
                folder,
                "*",
                new EnumerationOptions
                {
                    RecurseSubdirectories = true,
                    IgnoreInaccessible = false,
                    AttributesToSkip = FileAttributes.None,
                }
            )
            .Where(path => AdvisoryFile.IsRecord(path) || AdvisoryArchive.IsOne(path) || AdvisoryFile.IsUnread(path))
            .Where(path => !AdvisoryFile.IsOfRepository(Path.GetRelativePath(folder, path)))
            .Order(StringComparer.Ordinal);

    private static IEnumerable<AdvisoryFile> ReadPath(string path) =>
        AdvisoryFile.IsRecord(path) ? [ReadFile(path)]
        : AdvisoryFile.IsUnread(path) && !AdvisoryArchive.IsOne(path) ? throw AdvisoryFile.OfUnreadForm(path)
        : AdvisoryArchive.Read(path);

    private static AdvisoryFile ReadFile(string path)
    {
        try
        {
            return new FileInfo(path).Length <= AdvisoryFile.Largest
                ? new AdvisoryFile(path, File.ReadAllBytes(path))
                : throw AdvisoryFile.TooLarge(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw AdvisoryFile.Unreadable(path, "it cannot be opened", exception);
        }
    }
}
