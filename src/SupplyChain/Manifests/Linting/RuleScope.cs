using SupplyChain.Manifests.Graph;

namespace SupplyChain.Manifests.Linting;

/// <summary>What a rule may look at besides the resource in hand.</summary>
/// <param name="Graph">How the resources of the set refer to each other.</param>
/// <param name="Options">How to lint.</param>
internal sealed record RuleScope(ManifestGraph Graph, LintOptions Options)
{
    public KubernetesVersion Version => Options.KubernetesVersion;
}
