using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests;

/// <summary>A file of manifests, read.</summary>
/// <param name="Yaml">Its text and documents.</param>
/// <param name="Problems">What could not be read, or is not what its author thinks.</param>
/// <param name="Resources">The resources in it, lists taken apart.</param>
/// <param name="NotEvaluated">Documents that are not resources.</param>
public sealed record ManifestFile(
    YamlFile Yaml,
    IReadOnlyList<YamlProblem> Problems,
    IReadOnlyList<Resource> Resources,
    IReadOnlyList<NotEvaluated> NotEvaluated
)
{
    /// <summary>The name it was given, usually a path.</summary>
    public string Name => Yaml.Name;

    /// <summary>Reads manifests from a text.</summary>
    /// <param name="name">The name to print in messages, usually a path.</param>
    /// <param name="text">YAML, one document or many, or JSON.</param>
    public static ManifestFile Parse(string name, string text) => Parse(name, text, new ResourceReader());

    /// <summary>Reads manifests from a text that is packed or was rendered, so that it cannot be edited.</summary>
    /// <param name="name">The name to print in messages, usually a path.</param>
    /// <param name="text">YAML, one document or many, or JSON.</param>
    /// <param name="originOf">Tells the source that a resource was rendered from; null for what was not rendered.</param>
    internal static ManifestFile ParseDerived(string name, string text, Func<YamlNode, ResourceOrigin?>? originOf = null) =>
        Parse(name, text, new ResourceReader(isEditable: false, originOf));

    private static ManifestFile Parse(string name, string text, ResourceReader reader)
    {
        var yaml = YamlFile.Parse(name, text);
        foreach (var document in yaml.Documents)
        {
            reader.Read(document.Root);
        }

        return new ManifestFile(yaml, [.. yaml.Problems, .. reader.Problems], reader.Resources, reader.NotEvaluated);
    }
}
