namespace SupplyChain.Scanning.Catalogue;

/// <summary>
/// Which projects of .NET have a file that says what NuGet resolved for them: in their folder or its <c>obj</c>, or by their name in the one
/// <c>obj</c> of a repository (learn.microsoft.com, "Artifacts output layout").
/// </summary>
internal sealed class RestoredProjects
{
    private const string Any = "";

    private readonly HashSet<(string Folder, string Project)> beside = [];
    private readonly HashSet<(string Folder, string Project)> below = [];
    private readonly HashSet<string> above = new(StringComparer.Ordinal);
    private readonly HashSet<string> aboveOthers = new(StringComparer.Ordinal);

    /// <summary>Looks at all files of a target.</summary>
    public RestoredProjects(IReadOnlyDictionary<string, LiveFile> files)
    {
        foreach (var (path, file) in files)
        {
            if (file.Facts.Packages.Count > 0 && DotnetRestoreReader.IsOne(path))
            {
                Add(path, file.Facts.Project);
                AddFolders(path, above);
            }
        }

        foreach (var path in files.Keys.Where(path => DotnetProjectReader.IsProject(path) && !Holds(path)))
        {
            AddFolders(path, aboveOthers);
        }
    }

    /// <summary>Whether a project is among them; of a file that projects share, whether all below it are.</summary>
    public bool Holds(string path)
    {
        var folder = TreePath.Folder(path);
        if (DotnetProjectReader.IsShared(path))
        {
            return above.Contains(folder) && !aboveOthers.Contains(folder);
        }

        var name = Name(path);
        return beside.Contains((folder, Any))
            || beside.Contains((folder, name))
            || TreePath.SelfAndAbove(folder).Any(each => below.Contains((each, name)));
    }

    private void Add(string path, string? project)
    {
        var folder = TreePath.Folder(path);
        if (DotnetRestoreReader.IsLock(path))
        {
            beside.Add((folder, DotnetRestoreReader.ProjectOfLock(path) ?? Any));
            return;
        }

        var start = $"/{folder}/".LastIndexOf(DotnetRestoreReader.Folder, StringComparison.Ordinal);
        var parent = folder[..Math.Max(0, start - 1)];
        if (start + DotnetRestoreReader.Folder.Length > folder.Length)
        {
            beside.Add((parent, project is null ? Any : Name(project)));
        }
        else
        {
            below.Add((TreePath.Folder(parent), Name(project ?? $"{folder}.")));
        }
    }

    private static void AddFolders(string path, HashSet<string> folders)
    {
        foreach (var folder in TreePath.SelfAndAbove(TreePath.Folder(path)))
        {
            if (!folders.Add(folder))
            {
                return;
            }
        }
    }

    // Without extension, and as NuGet writes it in names of files. Projects are also named by Windows.
    private static string Name(string path)
    {
        var name = path[(path.AsSpan().LastIndexOfAny('/', '\\') + 1)..];
        return name[..Math.Max(0, name.LastIndexOf('.'))].Replace(' ', '_');
    }
}
