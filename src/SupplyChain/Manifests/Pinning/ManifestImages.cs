using SupplyChain.Images;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Pinning;

/// <summary>Finds every image that manifests name, and every text that may be one.</summary>
public static class ManifestImages
{
    /// <summary>The images of a set, in the order of its files and of the texts.</summary>
    public static IReadOnlyList<ManifestImage> Find(ManifestSet manifests) => [.. manifests.Files.SelectMany(Find)];

    /// <summary>The images of a file, in the order of its text.</summary>
    public static IReadOnlyList<ManifestImage> Find(ManifestFile file) =>
        [
            .. file
                .Resources.SelectMany(Find)
                .OrderBy(image => image.Location.Start.Offset)
                .ThenBy(image => image.Path, StringComparer.Ordinal),
        ];

    /// <summary>The images of a resource.</summary>
    public static IReadOnlyList<ManifestImage> Find(Resource resource)
    {
        var places = ImagePlaces.Known(resource);
        return places is not null ? [.. places.Select(place => Image(resource, place, null))]
            : ImagePlaces.MayNameImages(resource) ? [.. Candidates(resource)]
            : [];
    }

    private static IEnumerable<ManifestImage> Candidates(Resource resource) =>
        ImagePlaces
            .Candidates(resource.Root)
            .Select(node =>
                Image(
                    resource,
                    node,
                    $"{Printable.Quote(node.Value)} stands at 'image' in the kind {Printable.Quote(resource.Kind)}, which is not known to name images there."
                )
            );

    private static ManifestImage Image(Resource resource, YamlScalar node, string? unresolved)
    {
        var reference = ImageReference.TryParse(node.Value, out var parsed) ? parsed : null;
        unresolved ??= reference is null ? $"{Printable.Quote(node.Value)} is not an image reference." : null;
        return new ManifestImage(
            node.Value,
            unresolved is null ? reference : null,
            resource.Name,
            resource.FileName,
            node.Location,
            NodePath.Of(resource.Root, node),
            unresolved
        )
        {
            Node = node,
        };
    }
}
