using System.Globalization;
using SupplyChain.Manifests.Graph;

namespace SupplyChain.Manifests.Linting;

/// <summary>What a rule may look at besides the resource in hand.</summary>
/// <param name="Graph">How the resources of the set refer to each other.</param>
/// <param name="Options">How to lint.</param>
internal sealed record RuleScope(ManifestGraph Graph, LintOptions Options)
{
    private readonly List<NotEvaluated> notEvaluated = [];
    private readonly Dictionary<(string Rule, string About), object> known = [];

    public KubernetesVersion Version => Options.KubernetesVersion;

    /// <summary>The value of a parameter that is a number.</summary>
    public long Number(RuleParameter parameter) => long.Parse(Value(parameter)[0], CultureInfo.InvariantCulture);

    /// <summary>The value of a parameter that is a list of texts.</summary>
    public IReadOnlyList<string> Texts(RuleParameter parameter) => Value(parameter);

    /// <summary>What a rule finds out about something that many resources share; it is found once.</summary>
    /// <param name="rule">Id of the rule.</param>
    /// <param name="about">What it is about, such as a service account.</param>
    /// <param name="find">Finds it.</param>
    public T Once<T>(string rule, string about, Func<T> find)
        where T : notnull
    {
        if (!known.TryGetValue((rule, about), out var found))
        {
            known[(rule, about)] = found = find();
        }

        return (T)found;
    }

    /// <summary>What rules could not judge.</summary>
    public IReadOnlyList<NotEvaluated> NotEvaluated => notEvaluated;

    /// <summary>Notes that a rule could not judge a resource: the third outcome, beside a violation and none.</summary>
    public void CannotJudge(string rule, Resource resource, string reason) =>
        notEvaluated.Add(new NotEvaluated(rule, resource.FileName, resource.Root.Location.Start.Line, reason));

    private IReadOnlyList<string> Value(RuleParameter parameter) =>
        Options.Parameters.GetValueOrDefault(parameter) ?? parameter.Default;
}
