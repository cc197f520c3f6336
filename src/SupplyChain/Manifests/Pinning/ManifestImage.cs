using SupplyChain.Images;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Pinning;

/// <summary>An image that a manifest names.</summary>
/// <param name="Text">The text as Kubernetes reads it.</param>
/// <param name="Reference">The reference; null where the text is none, or where <paramref name="Unresolved"/> says why it is not taken as one.</param>
/// <param name="Resource">The resource that names it.</param>
/// <param name="File">The file, as named when it was loaded.</param>
/// <param name="Location">Where it stands in the file.</param>
/// <param name="Path">Its path in the resource, such as <c>spec.containers[0].image</c>.</param>
/// <param name="Unresolved">Why it cannot be judged, as a sentence; null for an image.</param>
public sealed record ManifestImage(
    string Text,
    ImageReference? Reference,
    ResourceName Resource,
    string File,
    Location Location,
    string Path,
    string? Unresolved
)
{
    /// <summary>Whether it names its image by digest.</summary>
    public bool IsPinned => Reference?.Digest is not null;

    /// <summary>The text in the tree.</summary>
    public required YamlScalar Node { get; init; }
}
