namespace SupplyChain.Scanning.Catalogue;

/// <summary>Which lock file answers for a file that says only in part which packages a project needs.</summary>
internal static class ProjectLocks
{
    /// <summary>Where Yarn says which packages are in its archives.</summary>
    public const string PlugAndPlay = ".pnp.cjs";

    /// <summary>The file that makes its folder a workspace of pnpm.</summary>
    public const string PnpmWorkspace = "pnpm-workspace.yaml";

    private const string YarnCache = "/.yarn/cache/";

    private static readonly string[] OfNode =
    [
        "package-lock.json",
        "npm-shrinkwrap.json",
        "yarn.lock",
        "pnpm-lock.yaml",
        "bun.lock",
    ];

    private static readonly string[] OfPython =
    [
        "poetry.lock",
        "uv.lock",
        "pylock.toml",
        "Pipfile.lock",
        "pdm.lock",
        PythonRequirementsReader.Usual,
    ];

    /// <summary>Whether the file is one of the archives that Yarn takes packages from.</summary>
    public static bool IsCachedByYarn(string path) =>
        path.EndsWith(".zip", StringComparison.Ordinal) && $"/{path}".Contains(YarnCache, StringComparison.Ordinal);

    /// <summary>Whether a lock file says all that this file leaves out: one beside it, or that of the workspace it is in. So do modules that are installed there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="files">All files.</param>
    /// <param name="installed">Packages that are installed, by the folder of their project.</param>
    public static bool Cover(
        string path,
        IReadOnlyDictionary<string, LiveFile> files,
        ILookup<string, IReadOnlyList<Package>> installed
    )
    {
        var start = IsCachedByYarn(path) ? $"/{path}".LastIndexOf(YarnCache, StringComparison.Ordinal) : -1;
        var own = start < 0 ? TreePath.Folder(path) : path[..Math.Max(0, start - 1)];
        var name = TreePath.FileName(path).ToString();
        var locks = Of(start < 0 ? name : PlugAndPlay);
        var type =
            name == "package.json" ? "npm"
            : name == "composer.json" ? "composer"
            : null;
        return locks.Length > 0
            && TreePath
                .SelfAndAbove(own)
                .Any(folder =>
                    (folder == own || IsWorkspace(folder))
                    && (
                        locks.Any(each => files.ContainsKey(In(folder, each)))
                        || installed[folder].Any(packages => packages[0].Type == type)
                    )
                );

        bool IsWorkspace(string folder) =>
            files.GetValueOrDefault(In(folder, name)) is { Facts.IsWorkspace: true }
            || (type == "npm" && files.ContainsKey(In(folder, PnpmWorkspace)));
    }

    private static string[] Of(string name) =>
        name switch
        {
            "package.json" or "bun.lockb" or PlugAndPlay => OfNode,
            "pyproject.toml" or "setup.py" or "setup.cfg" => OfPython,
            "Pipfile" => ["Pipfile.lock"],
            "Gemfile" => ["Gemfile.lock"],
            "gems.rb" => ["gems.locked"],
            "Cargo.toml" => ["Cargo.lock"],
            "composer.json" => [ComposerReader.Lock],
            "build.gradle" or "build.gradle.kts" => ["gradle.lockfile"],
            "go.sum" => ["go.mod"],
            _ => [],
        };

    private static string In(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";
}
