using SupplyChain.Images.Streams;

namespace SupplyChain.Images.Packing;

/// <summary>Lists what is to be packed, and refuses what has no place in an image.</summary>
internal static class SourceFolder
{
    /// <summary>Everything below the folder, sorted by name, each folder before its content.</summary>
    /// <exception cref="ConfigurationException">
    /// The folder is missing or empty, or holds a link that leaves it, or something that is neither file, folder nor link.
    /// </exception>
    public static IReadOnlyList<PackedEntry> List(string folder)
    {
        var root = Path.GetFullPath(folder);
        if (!Directory.Exists(root))
        {
            throw new ConfigurationException(
                "pack.source",
                $"There is no folder {Printable.Quote(folder)}; name the folder that the application was published to."
            );
        }

        var entries = new List<PackedEntry>();
        Add(root, new DirectoryInfo(root), entries);
        return entries.Count > 0
            ? [.. entries.OrderBy(entry => entry.Name, StringComparer.Ordinal)]
            : throw new ConfigurationException(
                "pack.source",
                $"The folder {Printable.Quote(folder)} is empty; publish the application to it first."
            );
    }

    private static void Add(string root, DirectoryInfo folder, List<PackedEntry> entries)
    {
        foreach (var item in folder.EnumerateFileSystemInfos())
        {
            // What cannot be read as text has been read with this character in its place.
            if (item.Name.Contains('\uFFFD', StringComparison.Ordinal))
            {
                throw new ConfigurationException(
                    "pack.file-name",
                    $"The name of {Printable.Quote(item.FullName)} is no UTF-8, or has a character that stands for what is none; rename it, or remove it from what is packed."
                );
            }

            var name = Path.GetRelativePath(root, item.FullName).Replace(Path.DirectorySeparatorChar, '/');
            if (item.LinkTarget is { } target)
            {
                entries.Add(new PackedEntry(name, item.FullName) { Target = CheckTarget(root, item, target) });
            }
            else if (item is DirectoryInfo child)
            {
                entries.Add(new PackedEntry(name, item.FullName) { IsFolder = true });
                Add(root, child, entries);
            }
            else if (IsRegularFile((FileInfo)item))
            {
                entries.Add(new PackedEntry(name, item.FullName) { IsExecutable = IsExecutable(item) });
            }
            else
            {
                throw new ConfigurationException(
                    "pack.special-file",
                    $"{Printable.Quote(item.FullName)} is neither a file, a folder nor a link; remove it from what is packed."
                );
            }
        }
    }

    private static string CheckTarget(string root, FileSystemInfo link, string target)
    {
        var full = Path.GetFullPath(target, Path.GetDirectoryName(link.FullName)!);
        var inside = full == root || full.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        return inside && !Path.IsPathRooted(target)
            ? target.Replace(Path.DirectorySeparatorChar, '/')
            : throw new ConfigurationException(
                "pack.link",
                $"{Printable.Quote(link.FullName)} links to {Printable.Quote(target)} outside the folder that is packed; replace the link by what it links to."
            );
    }

    // Pipes, sockets and devices have the length 0, so that real files are not read twice.
    private static bool IsRegularFile(FileInfo file) => file.Length > 0 || FileProbe.IsEmptyFile(file.FullName);

    // Windows has no such mode; there every file may be the one to run.
    private static bool IsExecutable(FileSystemInfo file) =>
        OperatingSystem.IsWindows() || (file.UnixFileMode & UnixFileMode.UserExecute) != 0;
}
