using System.Security.Cryptography;
using SupplyChain.Scanning.Catalogue.Formats;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>
/// The packages in an archive of Java and in the archives inside it: by <c>pom.properties</c>, of which a shaded archive has several, else
/// by its manifest and its name.
/// </summary>
internal sealed class JarReader : FileReader
{
    private const int Deepest = 4;
    private const int MostEntries = 1_000_000;
    private const int MostArchives = 10_000;

    // Entries can share their bytes, so that reading is bounded as well as memory.
    private const long MostBytes = 2L * 1024 * 1024 * 1024;
    private const int LargestText = 1024 * 1024;

    // All archives that are unpacked at the same time, one inside the other.
    private const int LargestNested = 48 * 1024 * 1024;

    private static readonly string[] Extensions = [".jar", ".war", ".ear", ".par", ".sar", ".nar", ".hpi", ".jpi", ".kar"];

    /// <inheritdoc />
    public override int LargestFile => 96 * 1024 * 1024;

    /// <inheritdoc />
    public override bool Accepts(string path) => IsArchive(path);

    /// <inheritdoc />
    protected override FileFacts Understand(string path, ReadOnlyMemory<byte> content)
    {
        var found = new Found();
        Read(path, content, 0, LargestNested, found);
        return new FileFacts { Packages = found.Packages, Limitations = found.Limitations };
    }

    private static void Read(string path, ReadOnlyMemory<byte> content, int depth, int allowed, Found found)
    {
        var zip = ZipDirectory.Open(content);
        var names = new List<JavaName>();
        IReadOnlyDictionary<string, string> manifest = new Dictionary<string, string>();
        foreach (var item in zip.Items())
        {
            found.Count(moreEntries: 1, moreBytes: 0);

            if (item.Name == "META-INF/MANIFEST.MF")
            {
                manifest = JavaText.Manifest(found.Content(zip, item, LargestText));
            }
            else if (
                item.Name.StartsWith("META-INF/maven/", StringComparison.Ordinal)
                && item.Name.EndsWith("/pom.properties", StringComparison.Ordinal)
            )
            {
                names.AddRange(JavaName.OfProperties(JavaText.Properties(found.Content(zip, item, LargestText))));
            }
            else if (IsArchive(item.Name) && item.Size > 0)
            {
                ReadNested(zip, item, $"{path}!/{item.Name}", (depth + 1, allowed), found);
            }
        }

        if (names.Count == 0)
        {
            names.AddRange(JavaName.OfManifest(manifest, TreePath.FileName(path)));
        }

        found.Add(path, content, names);
    }

    private static void ReadNested(ZipDirectory zip, ZipItem item, string path, (int Depth, int Allowed) bounds, Found found)
    {
        try
        {
            if (bounds.Depth >= Deepest)
            {
                throw new InvalidDataException("it is inside too many others");
            }

            found.Archives++;
            var content = found.Content(zip, item, bounds.Allowed);
            Read(path, content, bounds.Depth, item.Stored ? bounds.Allowed : bounds.Allowed - content.Length, found);
        }
        catch (Exception malformed) when (!found.IsExhausted && malformed is (InvalidDataException or OverflowException))
        {
            found.Limitations.AddRange(FileFacts.Unreadable(Plain.Text(path), Plain.Text(malformed.Message)).Limitations);
        }
    }

    private static bool IsArchive(string path) =>
        Extensions.Any(extension => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase));

    private sealed class Found
    {
        private int entries;
        private long bytes;

        public List<Package> Packages { get; } = [];

        public List<Limitation> Limitations { get; } = [];

        public int Archives { get; set; }

        public bool IsExhausted => entries > MostEntries || bytes > MostBytes || Archives > MostArchives;

        public void Count(int moreEntries, long moreBytes)
        {
            entries += moreEntries;
            bytes += moreBytes;
            if (IsExhausted)
            {
                throw new InvalidDataException("it holds more than any archive of Java; it may be made to exhaust the scanner");
            }
        }

        public ReadOnlyMemory<byte> Content(ZipDirectory zip, ZipItem item, int limit)
        {
            var content = zip.Content(item, limit);
            Count(moreEntries: 0, content.Length);
            return content;
        }

        public void Add(string path, ReadOnlyMemory<byte> content, List<JavaName> names)
        {
            var location = Plain.Text(path);
            var hash = new PackageHash("sha256", Convert.ToHexStringLower(SHA256.HashData(content.Span)));
            Packages.AddRange(
                names
                    .Distinct()
                    .Select(name => new Package
                    {
                        Name = Plain.Text(name.Group is null ? name.Artifact : $"{name.Group}:{name.Artifact}"),
                        Version = Plain.Text(name.Version),
                        Type = "maven",
                        Location = location,
                        Hashes = names.Count == 1 ? [hash] : [],
                    })
            );
            if (names.Count == 0 || names.Exists(name => name.Group is null))
            {
                Limitations.Add(
                    new Limitation("scan.unidentified", "Archives of Java do not say which package they are.", location)
                );
            }
        }
    }
}
