using System.Globalization;
using SupplyChain.Manifests.Graph;

namespace SupplyChain.Manifests.Linting;

/// <summary>What a rule may look at besides the resource in hand.</summary>
/// <param name="Graph">How the resources of the set refer to each other.</param>
/// <param name="Options">How to lint.</param>
internal sealed record RuleScope(ManifestGraph Graph, LintOptions Options)
{
    private readonly List<NotEvaluated> notEvaluated = [];

    public KubernetesVersion Version => Options.KubernetesVersion;

    /// <summary>The value of a parameter that is a number.</summary>
    public long Number(RuleParameter parameter) => long.Parse(Value(parameter)[0], CultureInfo.InvariantCulture);

    /// <summary>The value of a parameter that is a list of texts.</summary>
    public IReadOnlyList<string> Texts(RuleParameter parameter) => Value(parameter);

    /// <summary>What rules could not judge.</summary>
    public IReadOnlyList<NotEvaluated> NotEvaluated => notEvaluated;

    /// <summary>Notes that a rule could not judge a resource: the third outcome, beside a violation and none.</summary>
    public void CannotJudge(string rule, Resource resource, string reason) =>
        notEvaluated.Add(new NotEvaluated(rule, resource.FileName, resource.Root.Location.Start.Line, reason));

    private IReadOnlyList<string> Value(RuleParameter parameter) =>
        Options.Parameters.GetValueOrDefault(parameter) ?? parameter.Default;
}
