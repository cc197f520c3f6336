using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Rendering;

/// <summary>What a kustomization names, as far as it is needed to know which files and folders belong to it.</summary>
internal static class KustomizationFile
{
    /// <summary>The names that kustomize accepts.</summary>
    private static readonly string[] FileNames = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

    /// <summary>Lists whose items are paths.</summary>
    private static readonly string[] Paths =
    [
        "resources",
        "bases",
        "components",
        "crds",
        "configurations",
        "generators",
        "transformers",
        "validators",
        "patchesStrategicMerge",
        "openapi",
    ];

    /// <summary>Lists whose items name a file.</summary>
    private static readonly string[] WithPath = ["patches", "patchesJson6902", "replacements"];

    private static readonly string[] Generators = ["configMapGenerator", "secretGenerator"];

    /// <summary>The kustomization's file in a folder; null where there is none.</summary>
    public static string? In(string folder) => FileNames.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>Whether a file is a kustomization, by its name.</summary>
    public static bool Is(string path) => FileNames.Contains(Path.GetFileName(path), StringComparer.Ordinal);

    /// <summary>Whether it only adds to others, so that it cannot be rendered alone.</summary>
    public static bool IsComponent(YamlNode? root) => root?.Text("kind") == "Component";

    /// <summary>Reads a file; null where it is no YAML.</summary>
    public static YamlNode? Read(string path) =>
        YamlFile.Parse(path, ManifestPaths.FromFile(path)).Documents is [var document, ..] ? document.Root : null;

    /// <summary>Full paths of the files and folders that it names; addresses of other repositories are left out.</summary>
    public static IEnumerable<string> Named(string path, YamlNode? root)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return Paths
            .SelectMany(list => root?.List(list) ?? [])
            .Concat(WithPath.SelectMany(list => root?.List(list) ?? []).Select(item => item["path"]).OfType<YamlNode>())
            .Concat(Generated(root))
            .Select(item => item.AsString)
            .OfType<string>()
            .Where(text => !text.Contains('\n', StringComparison.Ordinal) && !text.Contains("://", StringComparison.Ordinal))
            .Select(text => Path.GetFullPath(Path.Combine(folder, text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..])));
    }

    /// <summary>Files that become the data of generated objects; they are no manifests themselves.</summary>
    private static IEnumerable<YamlNode> Generated(YamlNode? root) =>
        Generators
            .SelectMany(list => root?.List(list) ?? [])
            .SelectMany(generator => generator.List("files").Concat(generator.List("envs")));
}
