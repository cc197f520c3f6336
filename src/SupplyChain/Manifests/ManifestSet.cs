using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests;

/// <summary>The manifests of one release, read and in a fixed order.</summary>
/// <param name="Files">The files, in the order given, folders sorted by path.</param>
public sealed record ManifestSet(IReadOnlyList<ManifestFile> Files)
{
    /// <summary>All resources, in the order of the files.</summary>
    public IEnumerable<Resource> Resources => Files.SelectMany(file => file.Resources);

    /// <summary>What could not be read, or is not what its author thinks.</summary>
    public IEnumerable<YamlProblem> Problems => Files.SelectMany(file => file.Problems);

    /// <summary>Charts and kustomizations that could not be rendered, and so are not in the set.</summary>
    public IReadOnlyList<YamlProblem> NotRendered { get; init; } = [];

    /// <summary>Reads manifests from named texts.</summary>
    /// <exception cref="ConfigurationException">There is nothing in them.</exception>
    public static ManifestSet Parse(params IEnumerable<(string Name, string Text)> texts) =>
        NotEmpty(new ManifestSet([.. texts.Select(text => ManifestFile.Parse(text.Name, text.Text))]));

    /// <summary>Reads files and folders; folders give every <c>.yaml</c>, <c>.yml</c> and <c>.json</c> file below them.</summary>
    /// <param name="paths">Paths; <c>-</c> reads <paramref name="standardInput"/>.</param>
    /// <param name="standardInput">What <c>-</c> stands for, packed with gzip or not; null where that is not offered.</param>
    /// <exception cref="ConfigurationException">A path cannot be read, a folder has no manifests, or there is nothing in the files.</exception>
    public static ManifestSet Load(IEnumerable<string> paths, Stream? standardInput = null)
    {
        var files = ManifestPaths.Expand(paths);
        return NotEmpty(new ManifestSet(ParallelList.Of(files.Count, index => ManifestPaths.Read(files[index], standardInput))));
    }

    /// <summary>This set, if every document of it could be read.</summary>
    /// <exception cref="ConfigurationException">A document could not be read; the message names file, line and column of the first.</exception>
    public ManifestSet RequireReadable()
    {
        var broken = Problems.Where(problem => problem.LosesDocument).ToList();
        return broken.Count == 0
            ? this
            : throw new ConfigurationException(
                "manifests.yaml",
                broken[0] + (broken.Count == 1 ? "" : FormattableString.Invariant($" ({broken.Count - 1} more.)"))
            );
    }

    internal static ManifestSet NotEmpty(ManifestSet set) =>
        set.NotRendered.Count > 0 || set.Files.Any(file => file.Yaml.Documents.Count > 0 || file.Problems.Count > 0)
            ? set
            : throw new ConfigurationException(
                "manifests.empty",
                $"There is no document in {string.Join(", ", set.Files.Take(3).Select(file => $"'{file.Name}'").DefaultIfEmpty("the manifests given"))}; name a file or folder with Kubernetes manifests."
            );
}
