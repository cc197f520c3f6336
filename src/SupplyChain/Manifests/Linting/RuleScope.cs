using System.Collections.Concurrent;
using System.Globalization;
using SupplyChain.Manifests.Graph;
using SupplyChain.Manifests.Model;
using SupplyChain.Manifests.Pinning;

namespace SupplyChain.Manifests.Linting;

/// <summary>What a rule may look at besides the resource in hand. One is used by one thread at a time.</summary>
internal sealed class RuleScope
{
    private readonly List<NotEvaluated> notEvaluated = [];
    private readonly ConcurrentDictionary<(string Rule, string About), object> known;
    private readonly Dictionary<string, IReadOnlyList<Component>> components = new(StringComparer.Ordinal);
    private IReadOnlyList<ManifestImage>? images;
    private Resource? current;

    /// <param name="graph">How the resources of the set refer to each other.</param>
    /// <param name="options">How to lint.</param>
    public RuleScope(ManifestGraph graph, LintOptions options)
        : this(graph, options, []) { }

    private RuleScope(ManifestGraph graph, LintOptions options, ConcurrentDictionary<(string Rule, string About), object> known)
    {
        Graph = graph;
        Options = options;
        this.known = known;
    }

    /// <summary>How the resources of the set refer to each other.</summary>
    public ManifestGraph Graph { get; }

    /// <summary>How to lint.</summary>
    public LintOptions Options { get; }

    public KubernetesVersion Version => Options.KubernetesVersion;

    /// <summary>What rules could not judge.</summary>
    public IReadOnlyList<NotEvaluated> NotEvaluated => notEvaluated;

    /// <summary>A scope for another thread, with the same knowledge and nothing noted yet.</summary>
    public RuleScope Fork() => new(Graph, Options, known);

    /// <summary>The value of a parameter that is a number.</summary>
    public long Number(RuleParameter parameter) => long.Parse(Value(parameter)[0], CultureInfo.InvariantCulture);

    /// <summary>The value of a parameter that is a list of texts.</summary>
    public IReadOnlyList<string> Texts(RuleParameter parameter) => Value(parameter);

    /// <summary>What a rule finds out about something that many resources share; it is found once.</summary>
    /// <param name="rule">Id of the rule.</param>
    /// <param name="about">What it is about, such as a service account.</param>
    /// <param name="find">Finds it.</param>
    public T Once<T>(string rule, string about, Func<T> find)
        where T : notnull => (T)known.GetOrAdd((rule, about), _ => find());

    /// <summary>The images that a resource names; many rules ask for those of one resource in turn.</summary>
    public IReadOnlyList<ManifestImage> ImagesOf(Resource resource)
    {
        TurnTo(resource);
        return images ??= ManifestImages.Find(resource);
    }

    /// <summary>The components of the control plane of a name that a resource starts.</summary>
    public IReadOnlyList<Component> ComponentsOf(Resource resource, string name)
    {
        TurnTo(resource);
        if (!components.TryGetValue(name, out var found))
        {
            components[name] = found = [.. Component.Of(resource, Graph.WorkloadOf(resource), name)];
        }

        return found;
    }

    /// <summary>Notes that a rule could not judge a resource: the third outcome, beside a violation and none.</summary>
    public void CannotJudge(string rule, Resource resource, string reason) =>
        notEvaluated.Add(new NotEvaluated(rule, resource.FileName, resource.Root.Location.Start.Line, reason));

    /// <summary>What is known of the resource before is forgotten: kept for all it would fill the memory.</summary>
    private void TurnTo(Resource resource)
    {
        if (current != resource)
        {
            (current, images) = (resource, null);
            components.Clear();
        }
    }

    private IReadOnlyList<string> Value(RuleParameter parameter) =>
        Options.Parameters.GetValueOrDefault(parameter) ?? parameter.Default;
}
