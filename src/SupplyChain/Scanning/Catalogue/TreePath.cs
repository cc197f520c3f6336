namespace SupplyChain.Scanning.Catalogue;

/// <summary>Paths below the root of an image, without leading slash: the only form in which names from archives are used.</summary>
internal static class TreePath
{
    private const int Longest = 4096;

    private static readonly string[] Foreign =
    [
        "/node_modules/",
        "/vendor/",
        "/site-packages/",
        "/dist-packages/",
        "/.cargo/",
        "/pkg/mod/",
    ];

    /// <summary>The path of an entry's name; empty for the root, null where it leaves the root or cannot be a path.</summary>
    public static string? Normalise(string name)
    {
        if (name.Length > Longest || name.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        if (IsNormal(name))
        {
            return name;
        }

        var parts = new List<string>();
        foreach (var part in name.Split('/'))
        {
            if (part == "..")
            {
                return null;
            }

            if (part is not ("" or "."))
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }

    /// <summary>Where a link leads, as a path below the root; parents of the root are the root, as in a container.</summary>
    public static string Resolve(string link, string target)
    {
        var parts = target.StartsWith('/')
            ? []
            : new List<string>(Folder(link).Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in target.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("." or ".."))
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }

    /// <summary>The folder that holds the path; empty for the root.</summary>
    public static string Folder(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "";

    /// <summary>The folder, and those that hold it, up to the root.</summary>
    public static IEnumerable<string> SelfAndAbove(string folder)
    {
        for (; folder.Length > 0; folder = Folder(folder))
        {
            yield return folder;
        }

        yield return "";
    }

    /// <summary>
    /// Whether the file came with something that was installed or copied. Packages bring along the files of their own projects, which say
    /// nothing about the one that uses them.
    /// </summary>
    public static bool IsBroughtAlong(string path) =>
        path.StartsWith("usr/", StringComparison.Ordinal)
        || path.StartsWith("var/", StringComparison.Ordinal)
        || Foreign.Any(folder => $"/{path}".Contains(folder, StringComparison.Ordinal));

    /// <summary>The last part of the path.</summary>
    public static ReadOnlySpan<char> FileName(string path) => path.AsSpan(path.LastIndexOf('/') + 1);

    /// <summary>Whether the path is the other one or in it.</summary>
    public static bool IsAtOrBelow(string path, string other) =>
        path.StartsWith(other, StringComparison.Ordinal) && (path.Length == other.Length || path[other.Length] == '/');

    private static bool IsNormal(string name) =>
        name.Length > 0
        && name[0] is not ('/' or '.')
        && name[^1] != '/'
        && !name.Contains("//", StringComparison.Ordinal)
        && !name.Contains("/.", StringComparison.Ordinal);
}
