namespace SupplyChain.Scanning.Catalogue;

/// <summary>
/// The files with facts, by path. It knows what is in each folder, so that hiding costs as much as there is to hide, and nothing where there
/// is nothing.
/// </summary>
/// <param name="removed">Told of each file that is removed.</param>
internal sealed class FileTable(Action<LiveFile>? removed = null)
{
    private readonly Dictionary<string, LiveFile> files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> children = new(StringComparer.Ordinal);

    /// <summary>The files, in no particular order.</summary>
    public IReadOnlyDictionary<string, LiveFile> Files => files;

    /// <summary>The file at this path, or null.</summary>
    public LiveFile? Find(string path) => files.GetValueOrDefault(path);

    /// <summary>The file at this path, or null.</summary>
    public LiveFile? Find(ReadOnlySpan<char> path) =>
        files.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(path, out var file) ? file : null;

    /// <summary>Puts a file in place of what is at its path.</summary>
    public void Set(string path, LiveFile file)
    {
        files[path] = file;
        for (var (child, isNew) = (path, true); isNew && child.Length > 0; child = TreePath.Folder(child))
        {
            var folder = TreePath.Folder(child);
            if (!children.TryGetValue(folder, out var its))
            {
                children[folder] = its = new HashSet<string>(StringComparer.Ordinal);
            }

            isNew = its.Add(child);
        }
    }

    /// <summary>Removes the file at this path, if there is one.</summary>
    public void Remove(string path)
    {
        if (files.Remove(path, out var file))
        {
            removed?.Invoke(file);
            for (var child = path; child.Length > 0 && !children.ContainsKey(child); child = TreePath.Folder(child))
            {
                var folder = TreePath.Folder(child);
                children[folder].Remove(child);
                if (children[folder].Count > 0)
                {
                    break;
                }

                children.Remove(folder);
            }
        }
    }

    /// <summary>Removes everything below this folder; the empty path is the root.</summary>
    public void RemoveBelow(string folder)
    {
        var folders = new Stack<string>([folder]);
        var below = new List<string>();
        while (folders.TryPop(out var next))
        {
            if (children.TryGetValue(next, out var its))
            {
                foreach (var child in its)
                {
                    folders.Push(child);
                    below.Add(child);
                }
            }
        }

        foreach (var path in below)
        {
            Remove(path);
        }
    }
}
