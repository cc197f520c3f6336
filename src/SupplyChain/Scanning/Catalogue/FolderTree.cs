namespace SupplyChain.Scanning.Catalogue;

/// <summary>The files with facts in a directory, read as if it were the root of an image. Links are not followed.</summary>
internal static class FolderTree
{
    private static readonly EnumerationOptions Everything = new()
    {
        AttributesToSkip = FileAttributes.None,
        IgnoreInaccessible = false,
        RecurseSubdirectories = false,
        ReturnSpecialDirectories = false,
    };

    /// <summary>Reads the directory.</summary>
    /// <exception cref="UndeterminedException">It holds more than is allowed.</exception>
    public static async Task<IReadOnlyDictionary<string, LiveFile>> ReadAsync(
        string root,
        CatalogueLimits limits,
        CancellationToken cancellationToken
    )
    {
        var files = new Dictionary<string, LiveFile>(StringComparer.Ordinal);
        var folders = new Stack<(DirectoryInfo Folder, string Path)>([(new DirectoryInfo(root), "")]);
        long entries = 0;
        long owned = 0;
        while (folders.TryPop(out var next))
        {
            foreach (var entry in Entries(next.Folder, next.Path, files))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (++entries > limits.Entries || files.Count > limits.Files || owned > OwnedFiles.Most)
                {
                    throw new UndeterminedException(
                        "scan.bounds",
                        $"The directory '{Plain.Text(root)}' has more than {limits.Entries} entries, or its packages more files than any distribution has; scan a directory in it instead."
                    );
                }

                var path = next.Path.Length == 0 ? entry.Name : $"{next.Path}/{entry.Name}";
                if (entry.LinkTarget is { } target)
                {
                    Keep(files, path, DatabaseLinks.Judge(path, target.Replace('\\', '/')));
                }
                else if (entry is DirectoryInfo folder)
                {
                    folders.Push((folder, path));
                }
                else if (entry is FileInfo file)
                {
                    var facts = await FactsAsync(file, path, cancellationToken);
                    owned += facts is null ? 0 : OwnedFiles.SizeOf(facts);
                    Keep(files, path, facts);
                }
            }
        }

        return files;
    }

    private static IEnumerable<FileSystemInfo> Entries(DirectoryInfo folder, string path, Dictionary<string, LiveFile> files)
    {
        try
        {
            return [.. folder.EnumerateFileSystemInfos("*", Everything)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Keep(files, path, FileFacts.Unreadable(path.Length == 0 ? "." : path, "the directory cannot be listed"));
            return [];
        }
    }

    private static async Task<FileFacts?> FactsAsync(FileInfo file, string path, CancellationToken cancellationToken)
    {
        try
        {
            // Pipes and devices have no length, and reading them may never end.
            var reader =
                FileReaders.ForDirectories.For(path)
                ?? (file.Length >= ProgramReader.SmallestFile ? FileReaders.ForDirectories.ForContent(Start(file)) : null);
            return reader is null ? null
                : reader.LargestFile == 0 || file.Length == 0 ? reader.Read(path, default)
                : file.Length <= reader.LargestFile
                    ? reader.Read(path, await File.ReadAllBytesAsync(file.FullName, cancellationToken))
                : reader is ProgramReader ? await MarkersAsync(file, path, cancellationToken)
                : FileFacts.TooLarge(path, reader);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return FileFacts.Unreadable(path, "it cannot be opened");
        }
    }

    private static ReadOnlySpan<byte> Start(FileInfo file)
    {
        using var stream = file.OpenRead();
        var start = new byte[4];
        return start.AsSpan(0, stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false));
    }

    private static async Task<FileFacts> MarkersAsync(FileInfo file, string path, CancellationToken cancellationToken)
    {
        await using var stream = file.OpenRead();
        var buffer = new byte[ProgramReader.SmallestFile];
        var markers = new ProgramMarkers(path);
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            markers.Look(buffer.AsSpan(0, read));
        }

        return markers.Facts();
    }

    private static void Keep(Dictionary<string, LiveFile> files, string path, FileFacts? facts)
    {
        if (facts is not null && !ReferenceEquals(facts, FileFacts.None))
        {
            files[path] = new LiveFile(facts, null);
        }
    }
}
