namespace SupplyChain.Scanning.Catalogue;

/// <summary>The readers, asked in order.</summary>
internal sealed class FileReaders
{
    private readonly IFileReader[] readers;

    private FileReaders(bool sources) =>
        readers = [
            new DpkgReader(),
            new ApkReader(),
            new OsReleaseReader(),
            new DotnetDependenciesReader(),
            new NodeModuleReader(),
            new NodeLockReader(),
            new UncoveredReader(sources),
        ];

    /// <summary>What is installed in an image.</summary>
    public static FileReaders ForImages { get; } = new(sources: false);

    /// <summary>What is installed in a directory, or would be by its sources.</summary>
    public static FileReaders ForDirectories { get; } = new(sources: true);

    /// <summary>The reader of the file at this path, or null.</summary>
    public IFileReader? For(string path)
    {
        foreach (var reader in readers)
        {
            if (reader.Accepts(path))
            {
                return reader;
            }
        }

        return null;
    }
}
