using SupplyChain.Manifests.Model;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Linting.Suppressions;

/// <summary>Finds suppressions in annotations of an object or its pod template, one a line; they are about the whole object.</summary>
internal static class SuppressionAnnotations
{
    /// <summary>Name of the annotation.</summary>
    public const string Name = "supplychain/ignore";

    public static IEnumerable<WrittenSuppression> Of(Resource resource)
    {
        var template = PodTemplatePath.Of(resource) is { Keys.Length: > 0 } path ? resource.Root.At(path.Keys) : null;
        return new[] { resource.Root, template }
            .Select(holder => holder?.At("metadata", "annotations", Name))
            .OfType<YamlScalar>()
            .SelectMany(annotation => annotation.Value.Split('\n').Select(line => (annotation, line)))
            .Where(pair => !string.IsNullOrWhiteSpace(pair.line))
            .Select(pair => new WrittenSuppression(
                SuppressionSource.Annotation,
                pair.line,
                resource.FileName,
                pair.annotation.Location.Start,
                resource,
                finding => ReferenceEquals(finding.Source, resource)
            ));
    }
}
