using SupplyChain.Scanning.Catalogue.Formats;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>The readers, asked in order.</summary>
internal sealed class FileReaders
{
    // What the distribution's own packages may bring along, in the files of other ecosystems.
    private static readonly FileReader[] Ownable =
    [
        new DotnetDependenciesReader(),
        new NodeModuleReader(),
        new PythonMetadataReader(),
        new JarReader(),
        new GemSpecificationReader(),
        new ComposerReader(ComposerReader.Installed),
    ];

    private const string HelperPrograms = "usr/libexec/";

    private readonly FileReader[] readers;
    private readonly ProgramReader programs = new();

    private FileReaders(params FileReader[] more) =>
        readers = [
            new DpkgReader(),
            new DpkgFilesReader(),
            new DpkgDiversionsReader(),
            new DebianCopyrightReader(),
            new ApkReader(),
            new RpmReader(),
            new RpmLogReader(),
            new RpmManifestReader(),
            new OsReleaseReader(),
            new DotnetRuntimeReader(),
            .. Ownable,
            new NodeLockReader(),
            new EmbeddedSbomReader(),
            .. more,
        ];

    /// <summary>What is installed in an image.</summary>
    public static FileReaders ForImages { get; } = new(new UncoveredReader(sources: false));

    /// <summary>What is installed in a directory, or would be by its sources.</summary>
    public static FileReaders ForDirectories { get; } =
        new(
            new DotnetRestoreReader(),
            new DotnetPackagesConfigReader(),
            new YarnLockReader(),
            new PnpmLockReader(),
            new PythonRequirementsReader(),
            new PythonLockReader(),
            new BunLockReader(),
            new CargoLockReader(),
            new ComposerReader(ComposerReader.Lock),
            new DotnetCentralVersionsReader(),
            new DotnetProjectReader(),
            new UnlockedProjectReader(),
            new GemfileLockReader(),
            new GoModuleFileReader(),
            new GradleLockReader(),
            new MavenProjectReader(),
            new MixLockReader(),
            new PubLockReader(),
            new SbtLockReader(),
            new SwiftLockReader(),
            new UncoveredReader(sources: true)
        );

    /// <summary>Whether a file at this path may name packages, or have them in it, and belong to a package of the distribution itself.</summary>
    public static bool IsOwnable(string path) =>
        SystemFolders.Holds(path)
        || path.StartsWith(HelperPrograms, StringComparison.Ordinal)
        || Ownable.Any(reader => reader.Accepts(path));

    /// <summary>The reader of the file at this path, or null.</summary>
    public FileReader? For(string path)
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

    /// <summary>The reader of a file that begins with these bytes and that no reader wants for its path, or null.</summary>
    public FileReader? ForContent(ReadOnlySpan<byte> start) => ProgramFile.MayBe(start) ? programs : null;
}
