using System.Text;
using SupplyChain.Images;
using SupplyChain.Manifests;

namespace SupplyChain.Gate.Releases;

/// <summary>A manifest file of a release.</summary>
/// <param name="Name">Its relative name in the gated folder, with forward slashes.</param>
/// <param name="Manifest">The file.</param>
public sealed record ReleaseFile(string Name, ManifestFile Manifest)
{
    /// <summary>Digest of its bytes as they were given.</summary>
    public Digest Digest { get; } = Digest.Sha256(Encoding.UTF8.GetBytes(Manifest.Yaml.Text));
}
