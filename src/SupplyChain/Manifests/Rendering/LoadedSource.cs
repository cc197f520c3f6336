using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Rendering;

/// <summary>What one source came to.</summary>
/// <param name="File">Its manifests; null where they could not be rendered.</param>
/// <param name="NotRendered">Why they could not; null where they could.</param>
internal sealed record LoadedSource(ManifestFile? File, YamlProblem? NotRendered);
