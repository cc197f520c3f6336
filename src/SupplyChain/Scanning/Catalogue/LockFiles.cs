namespace SupplyChain.Scanning.Catalogue;

/// <summary>Lock files say what would be installed; where that is installed, it is there to be read itself.</summary>
internal static class LockFiles
{
    /// <summary>The files without those lock files.</summary>
    public static IReadOnlyList<KeyValuePair<string, LiveFile>> WithoutInstalled(IReadOnlyDictionary<string, LiveFile> files)
    {
        var installed = files
            .Where(file => file.Value.Facts.Packages.Count > 0)
            .Select(file => FolderOfModules(file.Key))
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. files.Where(file =>
                TreePath.FileName(file.Key) switch
                {
                    "package-lock.json" or "npm-shrinkwrap.json" or "yarn.lock" or "pnpm-lock.yaml" => !installed.Contains(
                        TreePath.Folder(file.Key)
                    ),
                    DotnetRestoreReader.LockFile => !IsRestored(TreePath.Folder(file.Key), files),
                    _ => true,
                }
            ),
        ];
    }

    private static string? FolderOfModules(string path)
    {
        var start = $"/{path}".IndexOf("/node_modules/", StringComparison.Ordinal);
        return start < 0 ? null : path[..Math.Max(0, start - 1)];
    }

    // A restore proves the lock file, or fails, and writes what it resolved beside it.
    private static bool IsRestored(string folder, IReadOnlyDictionary<string, LiveFile> files) =>
        files.GetValueOrDefault(folder.Length == 0 ? DotnetRestoreReader.Assets : $"{folder}/{DotnetRestoreReader.Assets}")
            is { Facts.Packages.Count: > 0 };
}
