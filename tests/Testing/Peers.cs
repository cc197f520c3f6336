namespace SupplyChain.Testing;

/// <summary>The real programs that tests check this project against; <c>build/peers.sh</c> installs them on Debian.</summary>
public static class Peers
{
    /// <summary>Path of the program; skips the test where it is missing, and fails it on CI.</summary>
    public static string Require(string program)
    {
        var found = Find(program);
        if (found is null)
        {
            Missing.Part($"the program '{program}' is not installed; build/peers.sh installs it on Debian");
        }

        return found!;
    }

    /// <summary>Folder of an npm package that <c>build/peers.sh</c> installs; skips the test where it is missing, and fails it on CI.</summary>
    public static string RequireNodePackage(string name)
    {
        var path = Path.Combine(NodeModules, name);
        if (!Directory.Exists(path))
        {
            Missing.Part($"the npm package '{name}' is not installed; build/peers.sh installs it on Debian");
        }

        return path;
    }

    /// <summary>Path of the program, or null.</summary>
    public static string? Find(string program) =>
        SearchFolders().Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static string NodeModules
    {
        get
        {
            var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            var home = string.IsNullOrEmpty(cache)
                ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache")
                : cache;
            return Path.Combine(home, "supplychain-peers", "node_modules");
        }
    }

    private static IEnumerable<string> SearchFolders() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Append(Path.Combine(NodeModules, ".bin"));
}
