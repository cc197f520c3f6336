namespace SupplyChain.Scanning.Trivy.Settings;

/// <summary>Commands of Trivy that scan.</summary>
[Flags]
internal enum TrivyCommand
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><c>image</c>.</summary>
    Image = 1,

    /// <summary><c>filesystem</c>.</summary>
    FileSystem = 2,

    /// <summary><c>rootfs</c>.</summary>
    RootFileSystem = 4,

    /// <summary><c>repository</c>.</summary>
    Repository = 8,

    /// <summary><c>config</c>.</summary>
    Configuration = 16,

    /// <summary><c>sbom</c>.</summary>
    Sbom = 32,

    /// <summary>Those of directories that find packages.</summary>
    Directories = FileSystem | RootFileSystem | Repository,

    /// <summary>Those that read files.</summary>
    Files = Image | Directories | Configuration,

    /// <summary>Those that find packages.</summary>
    Packages = Image | Directories | Sbom,

    /// <summary>All.</summary>
    All = Packages | Configuration,
}
