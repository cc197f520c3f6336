namespace SupplyChain.Manifests.Pinning;

/// <summary>A file of manifests in which every image is named by digest.</summary>
/// <param name="File">The file, read again from the new text.</param>
/// <param name="Pins">What was changed; empty where every image had a digest.</param>
public sealed record PinnedManifest(ManifestFile File, IReadOnlyList<ImagePin> Pins)
{
    /// <summary>The new text; apart from the references equal to the old one, byte by byte.</summary>
    public string Text => File.Yaml.Text;
}
