using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Linting;

/// <summary>Another place that a violation follows from, such as the binding that gives a workload its rights.</summary>
/// <param name="Resource">The resource it stands in.</param>
/// <param name="At">The node to point at.</param>
/// <param name="Message">What it has to do with the violation, as a sentence.</param>
internal sealed record RelatedPlace(Resource Resource, YamlNode At, string Message);
