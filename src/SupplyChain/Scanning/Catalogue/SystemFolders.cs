namespace SupplyChain.Scanning.Catalogue;

/// <summary>
/// The folders of programs and libraries that the distribution fills (Filesystem Hierarchy Standard 3.0, sections 3 and 4): what others
/// bring has its place below <c>usr/local</c> and <c>opt</c>.
/// </summary>
internal static class SystemFolders
{
    private const string Merged = "usr/";
    private const string Local = "usr/local/";
    private const string Libraries = "lib/";

    private static readonly HashSet<string> Folders = new(["bin", "sbin", "lib", "lib32", "lib64"], StringComparer.Ordinal);

    /// <summary>Whether the file stands in one of them, and in no folder of its own there.</summary>
    public static bool Holds(string path)
    {
        var folder = WithoutUsr(TreePath.Folder(path));
        return Folders.Contains(folder) || IsOfArchitecture(folder);
    }

    /// <summary>Whether the distribution's packages put files there: not below <c>usr/local</c>, <c>opt</c>, <c>srv</c> or folders of applications.</summary>
    public static bool AreAbove(string path) =>
        path.StartsWith(Merged, StringComparison.Ordinal)
            ? !path.StartsWith(Local, StringComparison.Ordinal)
            : path.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash && Folders.Contains(path[..slash]);

    /// <summary>The path without what differs between systems that have moved everything below <c>usr</c>, or <c>sbin</c> into <c>bin</c>, and others.</summary>
    public static string Canonical(string path)
    {
        var plain = WithoutUsr(path);
        return plain.StartsWith("sbin/", StringComparison.Ordinal) ? plain[1..] : plain;
    }

    // Debian has a folder for each architecture (wiki.debian.org/Multiarch/Tuples), such as "lib/x86_64-linux-gnu".
    private static bool IsOfArchitecture(string folder) =>
        folder.StartsWith(Libraries, StringComparison.Ordinal)
        && folder.Contains("-linux-", StringComparison.Ordinal)
        && folder.IndexOf('/', Libraries.Length) < 0;

    private static string WithoutUsr(string path) =>
        path.StartsWith(Merged, StringComparison.Ordinal) ? path[Merged.Length..] : path;
}
