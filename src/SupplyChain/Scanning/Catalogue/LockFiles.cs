namespace SupplyChain.Scanning.Catalogue;

/// <summary>Lock files say what would be installed; where that is installed, it is there to be read itself.</summary>
internal static class LockFiles
{
    /// <summary>The files, with lock files saying only what is not there to be read itself.</summary>
    /// <param name="files">All files of a target.</param>
    /// <param name="whole">Whether everything that runs is in the target, as in an image: then what is not installed is not there.</param>
    public static IReadOnlyList<KeyValuePair<string, LiveFile>> WithoutInstalled(
        IReadOnlyDictionary<string, LiveFile> files,
        bool whole
    )
    {
        var installed = files
            .Where(file => file.Value.Facts.Packages.Count > 0)
            .Select(file => (Folder: FolderOfProject(file.Key), file.Value.Facts.Packages))
            .Where(modules => modules.Folder is not null)
            .ToLookup(modules => modules.Folder!, modules => modules.Packages, StringComparer.Ordinal);
        var restored = new RestoredProjects(files);
        return [.. files.Where(Counts).Select(Rest)];

        bool Counts(KeyValuePair<string, LiveFile> file) =>
            TreePath.FileName(file.Key) switch
            {
                DotnetRestoreReader.LockFile => !IsRestored(TreePath.Folder(file.Key), files),
                _ when DotnetProjectReader.IsProject(file.Key) || DotnetProjectReader.IsShared(file.Key) => !restored.Holds(
                    file.Key
                ),
                _ => !ProjectLocks.Cover(file.Key, files, installed),
            };

        KeyValuePair<string, LiveFile> Rest(KeyValuePair<string, LiveFile> file)
        {
            var there = IsOfInstaller(TreePath.FileName(file.Key)) ? installed[TreePath.Folder(file.Key)] : [];
            var known = there.SelectMany(packages => packages).Select(package => (package.Name, package.Version)).ToHashSet();
            return known.Count == 0
                ? file
                : new(
                    file.Key,
                    file.Value with
                    {
                        Facts = file.Value.Facts with { Packages = Missing(file.Value.Facts, known) },
                    }
                );
        }

        IReadOnlyList<Package> Missing(FileFacts facts, HashSet<(string, string)> known) =>
            whole ? [] : [.. facts.Packages.Where(package => !known.Contains((package.Name, package.Version)))];
    }

    private static bool IsOfInstaller(ReadOnlySpan<char> name) =>
        name
            is "package-lock.json"
                or "npm-shrinkwrap.json"
                or "yarn.lock"
                or "pnpm-lock.yaml"
                or "bun.lock"
                or ComposerReader.Lock;

    private static string? FolderOfProject(string path)
    {
        var start = $"/{path}".IndexOf("/node_modules/", StringComparison.Ordinal);
        start = start < 0 ? $"/{path}".IndexOf("/vendor/composer/", StringComparison.Ordinal) : start;
        return start < 0 ? null : path[..Math.Max(0, start - 1)];
    }

    // A restore proves the lock file, or fails, and writes what it resolved beside it.
    private static bool IsRestored(string folder, IReadOnlyDictionary<string, LiveFile> files) =>
        files.GetValueOrDefault(folder.Length == 0 ? DotnetRestoreReader.Assets : $"{folder}/{DotnetRestoreReader.Assets}")
            is { Facts.Packages.Count: > 0 };
}
