using SupplyChain.Manifests.Model;

namespace SupplyChain.Manifests.Graph;

/// <summary>Which policies, in the dialects of Kubernetes, Cilium, Calico and the admin API, select which pods.</summary>
internal sealed class NetworkPolicies
{
    private const string Anywhere = "";

    /// <summary>Selectors compared with pods in one set, enough for a thousand policies and five thousand pods in one namespace.</summary>
    private const int MostComparisons = 10_000_000;

    private readonly ILookup<string, NetworkIsolation> isolations;

    /// <summary>The share of one question, so that an answer does not depend on how many were asked before.</summary>
    private readonly int mostOfOne;

    public NetworkPolicies(ManifestGraph graph)
    {
        isolations = graph
            .Resources.SelectMany(resource => NetworkIsolation.Of(resource, graph))
            .ToLookup(isolation => isolation.Namespace ?? Anywhere, StringComparer.Ordinal);
        var questions = (2 * graph.Workloads.Count()) + graph.Index.OfKind("Namespace").Count();
        mostOfOne = MostComparisons / Math.Max(1, questions);
    }

    /// <summary>Whether something keeps the pods of a workload from talking freely; null where that cannot be told.</summary>
    public bool? Isolates(Workload workload, bool ingress) =>
        Judge(
            About(workload.Namespace, ingress)
                .Select(isolation => isolation.Selects(workload.Namespace, label => workload.Labels[label]))
        );

    /// <summary>Whether something isolates every pod of a namespace, even one without labels; null where that cannot be told.</summary>
    public bool? IsolatesAll(string name, bool ingress) =>
        Judge(
            About(name, ingress)
                .Where(isolation => isolation.WholeNamespaces)
                .Select(isolation => isolation.Selects(name, _ => null))
        );

    private IEnumerable<NetworkIsolation> About(string name, bool ingress) =>
        isolations[name].Concat(isolations[Anywhere]).Where(isolation => isolation.Ingress == ingress);

    private bool? Judge(IEnumerable<bool?> verdicts)
    {
        bool? result = false;
        var comparisons = 0;
        foreach (var verdict in verdicts)
        {
            if (verdict == true)
            {
                return true;
            }

            if (++comparisons > mostOfOne)
            {
                return null;
            }

            result = verdict is null ? null : result;
        }

        return result;
    }
}
