namespace SupplyChain.Scanning.Catalogue;

/// <summary>The files that one file says came with packages of the distribution, as many as one distribution may have.</summary>
/// <param name="path">The file that says so.</param>
internal sealed class OwnedFiles(string path)
{
    /// <summary>What the files of a target may take together, in characters; several times what the largest distribution has.</summary>
    public const long Most = 16 * 1024 * 1024;

    // What a path takes in tables besides its characters.
    private const int Each = 64;

    private readonly List<OwnedFile> files = [];
    private long size;
    private bool full;

    /// <summary>Those that may name packages.</summary>
    public IReadOnlyList<OwnedFile> Files => files;

    /// <summary>A limitation where there were more than is allowed.</summary>
    public IReadOnlyList<Limitation> Limitations =>
        size > Most
            ? [new Limitation("scan.unreadable", "It lists more files of packages than any distribution has.", path)]
            : [];

    /// <summary>What the files that a file lists take, in characters.</summary>
    public static long SizeOf(FileFacts facts) => facts.Owned.Sum(file => (long)Each + file.Path.Length);

    /// <summary>Adds a file that came with a package, where it matters which one that is.</summary>
    /// <param name="file">Its path below the root; null for none.</param>
    /// <param name="package">Name of the package.</param>
    public void Add(string? file, string package)
    {
        if (full || file is null || !FileReaders.IsOwnable(file))
        {
            return;
        }

        size += Each + file.Length;
        full = size > Most;
        if (!full)
        {
            files.Add(new OwnedFile(file, package));
        }
    }
}
