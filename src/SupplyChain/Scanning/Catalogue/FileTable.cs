using System.Runtime.InteropServices;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>
/// The files with facts, by path. It knows which folders hold some, so that the many entries that hide nothing cost one look-up.
/// </summary>
/// <param name="removed">Told of each file that is removed.</param>
internal sealed class FileTable(Action<LiveFile>? removed = null)
{
    private readonly Dictionary<string, LiveFile> files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> folders = new(StringComparer.Ordinal);

    /// <summary>The files, in no particular order.</summary>
    public IReadOnlyDictionary<string, LiveFile> Files => files;

    /// <summary>The file at this path, or null.</summary>
    public LiveFile? Find(string path) => files.GetValueOrDefault(path);

    /// <summary>Puts a file in place of what is at its path.</summary>
    public void Set(string path, LiveFile file)
    {
        if (!files.ContainsKey(path))
        {
            for (var folder = TreePath.Folder(path); folder.Length > 0; folder = TreePath.Folder(folder))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(folders, folder, out _)++;
            }
        }

        files[path] = file;
    }

    /// <summary>Removes the file at this path, if there is one.</summary>
    public void Remove(string path)
    {
        if (files.Remove(path, out var file))
        {
            removed?.Invoke(file);
            for (var folder = TreePath.Folder(path); folder.Length > 0; folder = TreePath.Folder(folder))
            {
                if (--CollectionsMarshal.GetValueRefOrAddDefault(folders, folder, out _) == 0)
                {
                    folders.Remove(folder);
                }
            }
        }
    }

    /// <summary>Removes everything below this folder; the empty path is the root.</summary>
    public void RemoveBelow(string folder)
    {
        if (folder.Length > 0 && !folders.ContainsKey(folder))
        {
            return;
        }

        foreach (var path in files.Keys.Where(path => folder.Length == 0 || TreePath.IsAtOrBelow(path, folder)).ToList())
        {
            Remove(path);
        }
    }
}
