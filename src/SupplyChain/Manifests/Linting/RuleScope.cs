using SupplyChain.Manifests.Graph;

namespace SupplyChain.Manifests.Linting;

/// <summary>What a rule may look at besides the resource in hand.</summary>
/// <param name="Graph">How the resources of the set refer to each other.</param>
/// <param name="Options">How to lint.</param>
internal sealed record RuleScope(ManifestGraph Graph, LintOptions Options)
{
    private readonly List<NotEvaluated> notEvaluated = [];

    public KubernetesVersion Version => Options.KubernetesVersion;

    /// <summary>What rules could not judge.</summary>
    public IReadOnlyList<NotEvaluated> NotEvaluated => notEvaluated;

    /// <summary>Notes that a rule could not judge a resource.</summary>
    public void CannotJudge(string rule, Resource resource, string reason) =>
        notEvaluated.Add(new NotEvaluated(rule, resource.FileName, resource.Root.Location.Start.Line, reason));
}
