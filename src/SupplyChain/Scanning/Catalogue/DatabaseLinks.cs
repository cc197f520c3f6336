namespace SupplyChain.Scanning.Catalogue;

/// <summary>Symbolic links that lead a package database away from where it is looked for.</summary>
internal static class DatabaseLinks
{
    private static readonly string[] Databases =
    [
        DpkgReader.Database,
        ApkReader.Database,
        ApkReader.MergedDatabase,
        .. RpmReader.Databases,
        OsReleaseReader.Preferred,
        OsReleaseReader.Vendor,
    ];

    /// <summary>The facts of such a link; null for a link that leads no database away, or to a place that is read as well.</summary>
    public static FileFacts? Judge(string path, string target)
    {
        foreach (var database in Databases)
        {
            if (TreePath.IsAtOrBelow(database, path))
            {
                var resolved = TreePath.Resolve(path, target) + database[path.Length..];
                if (!Databases.Contains(resolved))
                {
                    return FileFacts.Unreadable(
                        path,
                        $"it is a link that leads '{database}' to '{Plain.Text(resolved)}', which is not read"
                    );
                }
            }
        }

        return null;
    }
}
