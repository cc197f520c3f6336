namespace SupplyChain.Scanning.Catalogue;

/// <summary>What one file of a target says.</summary>
internal sealed record FileFacts
{
    /// <summary>The facts of a file that says nothing.</summary>
    public static FileFacts None { get; } = new();

    /// <summary>The packages that it names.</summary>
    public IReadOnlyList<Package> Packages { get; init; } = [];

    /// <summary>Packages that it says are there, which count where no other file names them.</summary>
    public IReadOnlyList<Package> Claimed { get; init; } = [];

    /// <summary>The distribution that it names.</summary>
    public Distribution? Distribution { get; init; }

    /// <summary>The files of other kinds that it says a package of the distribution owns.</summary>
    public IReadOnlyList<OwnedFile> Owned { get; init; } = [];

    /// <summary>What it says about a package that another file names.</summary>
    public PackageDetails? Details { get; init; }

    /// <summary>Names of packages that it says are not installed, though they have been.</summary>
    public IReadOnlyList<string> Absent { get; init; } = [];

    /// <summary>Whether it is a program or library that does not say what is in it, in a folder of the distribution.</summary>
    public bool IsUnexplained { get; init; }

    /// <summary>The program of .NET that it starts.</summary>
    public DotnetRuntimeConfiguration? Runtime { get; init; }

    /// <summary>The project that it is about, as a path of whoever wrote it.</summary>
    public string? Project { get; init; }

    /// <summary>Whether the lock file beside it is also that of projects below its folder.</summary>
    public bool IsWorkspace { get; init; }

    /// <summary>Where it leads, for a symbolic link: a path below the root, empty for the root.</summary>
    public string? LinkTarget { get; init; }

    /// <summary>What could not be read in it.</summary>
    public IReadOnlyList<Limitation> Limitations { get; init; } = [];

    /// <summary>The facts of a file that cannot be read.</summary>
    public static FileFacts Unreadable(string path, string reason) =>
        new() { Limitations = [new Limitation("scan.unreadable", $"The file was not read because {reason}.", path)] };

    /// <summary>The facts of a file that is larger than its reader takes.</summary>
    public static FileFacts TooLarge(string path, FileReader reader) =>
        Unreadable(path, $"it is larger than {reader.LargestFile} bytes");
}
