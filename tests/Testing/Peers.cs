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

    /// <summary>Path of the program, or null.</summary>
    public static string? Find(string program) =>
        SearchFolders().Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static IEnumerable<string> SearchFolders()
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        var home = string.IsNullOrEmpty(cache)
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache")
            : cache;
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Append(Path.Combine(home, "supplychain-peers", "node_modules", ".bin"));
    }
}
