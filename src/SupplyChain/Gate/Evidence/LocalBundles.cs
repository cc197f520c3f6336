using SupplyChain.Attestations;
using SupplyChain.Images;
using SupplyChain.Signing.Bundles;
using SupplyChain.Signing.Verification;

namespace SupplyChain.Gate.Evidence;

/// <summary>
/// Bundles in files: evidence about manifests, which have no place in a registry, and evidence about images that was not
/// published. A <c>.json</c> file holds one bundle, a <c>.jsonl</c> file one a line.
/// </summary>
public sealed class LocalBundles
{
    private const int MostBundles = 4096;

    private readonly List<(FoundEvidence Found, Statement Statement)> statements = [];
    private readonly List<UnreadableEvidence> unreadable = [];

    /// <summary>No bundles.</summary>
    public static LocalBundles None { get; } = new();

    /// <summary>What is there and could not be read as a bundle.</summary>
    public IReadOnlyList<UnreadableEvidence> Unreadable => unreadable;

    /// <summary>Reads bundles.</summary>
    /// <param name="paths">Files, and folders that stand for the <c>.json</c> and <c>.jsonl</c> files in them.</param>
    /// <exception cref="ConfigurationException">A path does not exist or can't be read, or there are more than 4096 bundles.</exception>
    public static LocalBundles Load(IEnumerable<string> paths)
    {
        var bundles = new LocalBundles();
        foreach (var path in paths.SelectMany(FilesOf))
        {
            foreach (var (content, location) in BundleFile.Read(path))
            {
                bundles.Add(content, location);
            }
        }

        return bundles;
    }

    /// <summary>The bundles that say they are about an artifact. Nobody vouches for that before verification.</summary>
    internal IEnumerable<FoundEvidence> About(Digest artifact) =>
        statements.Where(item => item.Statement.IsAbout(artifact)).Select(item => item.Found);

    private static IEnumerable<string> FilesOf(string path) =>
        !Directory.Exists(path)
            ? [path]
            : Directory
                .EnumerateFiles(path)
                .Where(file => Path.GetExtension(file) is ".json" or ".jsonl")
                .Order(StringComparer.Ordinal);

    private void Add(ReadOnlyMemory<byte> content, string location)
    {
        var digest = Digest.Sha256(content.Span);
        try
        {
            var bundle = Bundle.Parse(content);
            var found = new FoundEvidence
            {
                Place = EvidencePlace.Detached,
                Location = location,
                Content = digest,
                Bundle = bundle,
            };
            if (bundle.Envelope is { } envelope)
            {
                statements.Add((found, envelope.ReadStatement()));
            }
        }
        catch (UndeterminedException error)
        {
            unreadable.Add(new UnreadableEvidence(location, digest, error.Message, null, []));
        }

        if (statements.Count + unreadable.Count > MostBundles)
        {
            throw new ConfigurationException(
                "gate.attestations",
                $"There are more than {MostBundles} bundles at {Printable.Quote(location)}; give the folder of this release alone."
            );
        }
    }
}
